// SPDX-License-Identifier: Apache-2.0
import { type ApiObject, Lazy } from "cdk8s";
import { Construct } from "constructs";
import { kubeObject } from "../../api.ts";
import type { Json } from "../../objects/manifest.ts";
import { namespaceOf } from "../../objects/owned.ts";
import { checkedData } from "../checked.ts";
import { elasticsearchFaults } from "./faults.ts";
import { httpCaSecretOf, httpHostOf } from "./names.ts";
import { elasticsearch, rolesSecret } from "./objects.ts";
import type { ElasticsearchClusterProps, ElasticsearchRole } from "./props.ts";
import { elasticVersion } from "./sizes.ts";

/**
 * An Elasticsearch cluster of the operator ECK, in a namespace where `restricted` is enforced and the quota wants a value of every
 * container. Checked at synth with everything around it; `resource.addJsonPatch` changes what no prop does, and is checked too.
 * @see https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/elasticsearch-configuration
 */
export class ElasticsearchCluster extends Construct {
  readonly name: string;
  readonly namespace: string;
  readonly version: string;
  /** Where it answers, with TLS: `search-es-http.lugano-2022-dwdi.svc`, port 9200. */
  readonly httpHost: string;
  /** Secret with `ca.crt`, by which clients know the cluster. */
  readonly caSecret: string;
  /** The custom resource. */
  readonly resource: ApiObject;
  readonly #roles: Record<string, ElasticsearchRole> = {};

  constructor(scope: Construct, id: string, props: ElasticsearchClusterProps) {
    super(scope, id);
    this.name = props.name;
    this.namespace = namespaceOf(props);
    this.version = props.version ?? elasticVersion;
    this.httpHost = httpHostOf(props.name, this.namespace);
    this.caSecret = httpCaSecretOf(props.name);
    this.node.addValidation({ validate: () => elasticsearchFaults(props) });
    const roles = kubeObject(this, "Roles", {
      ...rolesSecret(props, {}),
      // Others add roles until the very end.
      stringData: Lazy.any({ produce: () => rolesSecret(props, this.#roles)["stringData"] }) as Json,
    });
    this.resource = kubeObject(this, "Resource", elasticsearch(props));
    this.resource.addDependency(roles);
    checkedData(this, { guardRails: props.guardRails, license: props.license });
  }

  /** One role more; of a name that the operator has too, ours counts. */
  addRole(name: string, role: ElasticsearchRole): void {
    this.#roles[name] = role;
  }
}
