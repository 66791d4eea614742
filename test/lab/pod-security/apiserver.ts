// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from "node:crypto";
import { readContext } from "../../../lib/live/kubeconfig.ts";
import { type HttpResponse, send, type Transport, transport } from "../../../lib/live/http.ts";
import type { Fields, PodSecurityLevel } from "../../../lib/manifests/index.ts";

/** What the apiserver says to one object. */
export interface Said {
  readonly taken: boolean;
  /** Pod Security is why it was refused. */
  readonly refused: boolean;
  /** Pod Security warned. */
  readonly warned: boolean;
  readonly text: string;
}

const plurals: Readonly<Record<string, string>> = {
  Pod: "pods",
  PodTemplate: "podtemplates",
  ReplicationController: "replicationcontrollers",
  Deployment: "deployments",
  StatefulSet: "statefulsets",
  DaemonSet: "daemonsets",
  ReplicaSet: "replicasets",
  Job: "jobs",
  CronJob: "cronjobs",
};

/** The lab's apiserver with its warnings, which the client of lib/live does not keep. */
export class Apiserver {
  readonly #server: string;
  readonly #via: Transport;
  readonly #run = randomBytes(3).toString("hex");
  readonly #made = new Map<string, Promise<string>>();

  constructor(context = process.env["BIVOUAC_TEST_CONTEXT"] ?? "bivouac-lab") {
    const { cluster, user } = readContext(context);
    this.#server = cluster.server;
    this.#via = transport(new URL(cluster.server), { ca: cluster.ca, cert: user.cert, key: user.key }, 8);
  }

  async minor(): Promise<number> {
    const { text } = await this.#ask("GET", "/version");
    return Number.parseInt((JSON.parse(text) as { readonly minor: string }).minor, 10);
  }

  /** A namespace that enforces, or only warns of, a standard; ready to take pods, as its ServiceAccount is there. */
  namespace(level: PodSecurityLevel, mode: "enforce" | "warn", version = "latest"): Promise<string> {
    const name = `pss-${this.#run}-${mode}-${level}-${version.replaceAll(".", "-")}`;
    const label = `pod-security.kubernetes.io/${mode}`;
    let made = this.#made.get(name);
    if (made === undefined) {
      made = this.#makeNamespace(name, { [label]: level, [`${label}-version`]: version });
      this.#made.set(name, made);
    }
    return made;
  }

  async #makeNamespace(name: string, labels: Readonly<Record<string, string>>): Promise<string> {
    await this.#ask("POST", "/api/v1/namespaces", { metadata: { name, labels } });
    const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default" } };
    await this.#ask("POST", `/api/v1/namespaces/${name}/serviceaccounts`, account);
    return name;
  }

  /** Creates without keeping. */
  async dryRun(object: Fields, namespace: string): Promise<Said> {
    const { apiVersion, kind } = object as { readonly apiVersion: string; readonly kind: string };
    const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const path = `${root}/namespaces/${namespace}/${plurals[kind] ?? ""}?dryRun=All`;
    const { status, headers, text } = await this.#ask("POST", path, object);
    const warnings = [headers["warning"] ?? []].flat().join(", ");
    const answer = JSON.parse(text) as { readonly message?: string };
    return {
      taken: status === 201,
      refused: status === 403 && (answer.message ?? "").includes("violates PodSecurity"),
      warned: warnings.includes("would violate PodSecurity"),
      text: status === 201 ? warnings : `${status} ${answer.message ?? ""}`,
    };
  }

  /** Removes what was made. */
  async close(): Promise<void> {
    await Promise.all([...this.#made.keys()].map((name) => this.#ask("DELETE", `/api/v1/namespaces/${name}`)));
    this.#via.agent.destroy();
  }

  #ask(method: string, path: string, body?: object): Promise<HttpResponse> {
    const headers = { accept: "application/json", "content-type": "application/json" };
    return send(
      this.#via,
      { url: new URL(this.#server + path), method, headers, timeoutMs: 300_000, body: body && JSON.stringify(body) },
      true,
    );
  }
}
