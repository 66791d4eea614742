// SPDX-License-Identifier: Apache-2.0
import { Construct } from "constructs";
import { namespaceObjects } from "../model/index.ts";
import { k8s } from "./api.ts";
import { guardRailMetadata, ownerFaults, type TeamOwnedProps } from "./objects/owned.ts";

export interface TeamIsolationProps extends TeamOwnedProps {
  /**
   * Whether pods may open connections to public addresses.
   * @default true
   */
  readonly internet?: boolean | undefined;
  /**
   * Further CIDRs that no pod may reach, such as the public addresses of the cluster's own machines.
   * @default - only private, shared, link-local and multicast ranges
   */
  readonly forbidden?: readonly string[] | undefined;
}

/**
 * What is the internet, and what in it is not: private, carrier, loopback, link-local (with the clouds' 169.254.169.254), multicast and
 * reserved ranges. In IPv6 only global addresses are allowed at all, without those that wrap an IPv4 address.
 */
export const internetRanges: { readonly cidr: string; readonly except: readonly string[] }[] = [
  {
    cidr: "0.0.0.0/0",
    except: [
      "0.0.0.0/8",
      "10.0.0.0/8",
      "100.64.0.0/10",
      "127.0.0.0/8",
      "169.254.0.0/16",
      "172.16.0.0/12",
      "192.168.0.0/16",
      "224.0.0.0/3",
    ],
  },
  { cidr: "2000::/3", except: ["2002::/16"] },
];

/**
 * Who may talk to whom: nothing in or out of the namespace, except between its own pods, to the cluster's DNS and to
 * public addresses. Policies only ever add up, so each allowance is one object that can be taken away by itself.
 */
export class TeamIsolation extends Construct {
  constructor(scope: Construct, id: string, props: TeamIsolationProps) {
    super(scope, id);
    this.node.addValidation({
      validate: () => [...ownerFaults(props), ...(props.forbidden ?? []).flatMap(cidrFaults)],
    });
    const policy = (child: string, name: string, spec: Omit<k8s.NetworkPolicySpec, "podSelector">): void => {
      new k8s.KubeNetworkPolicy(this, child, {
        metadata: guardRailMetadata(props, name),
        spec: { podSelector: {}, ...spec },
      });
    };
    policy("DenyAll", namespaceObjects.denyAll, { policyTypes: ["Ingress", "Egress"] });
    policy("AllowDns", namespaceObjects.allowDns, { policyTypes: ["Egress"], egress: [dns] });
    policy("AllowSameNamespace", namespaceObjects.allowNamespace, {
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: [{ podSelector: {} }] }],
      egress: [{ to: [{ podSelector: {} }] }],
    });
    if (props.internet ?? true) {
      policy("AllowInternet", namespaceObjects.allowInternet, {
        policyTypes: ["Egress"],
        egress: [internet(props.forbidden ?? [])],
      });
    }
  }
}

const dns: k8s.NetworkPolicyEgressRule = {
  to: [
    {
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
      podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
    },
  ],
  ports: ["UDP", "TCP"].map((protocol) => ({ protocol, port: k8s.IntOrString.fromNumber(53) })),
};

function internet(forbidden: readonly string[]): k8s.NetworkPolicyEgressRule {
  return {
    to: internetRanges.map(({ cidr, except }) => ({
      ipBlock: { cidr, except: [...except, ...forbidden.filter((each) => each.includes(":") === cidr.includes(":"))] },
    })),
  };
}

// The apiserver takes only what lies inside the block that it is an exception of.
function cidrFaults(cidr: string): string[] {
  return /^([0-9]{1,3}(\.[0-9]{1,3}){3}\/([1-9]|[12][0-9]|3[0-2])|[23][0-9a-fA-F]{0,3}:[0-9a-fA-F:]*\/([4-9]|[1-9][0-9]|1[01][0-9]|12[0-8]))$/.test(
    cidr,
  )
    ? []
    : [`forbidden "${cidr}" is not a CIDR of public addresses: write it like 203.0.113.0/24 or 2001:db8::/32`];
}
