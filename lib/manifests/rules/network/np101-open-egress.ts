// SPDX-License-Identifier: Apache-2.0
import { fieldsAt, listAt, numberAt, textAt, textsAt } from "../../fields.ts";
import {
  type AddressBlock,
  blocksOverlap,
  closedRanges,
  holdsBlock,
  knownBlock,
  parseCidr,
} from "../../network/index.ts";
import { policyTypes } from "../../network/policy.ts";
import type { ManifestContext, ObjectRule } from "../../rule.ts";
import { samplePolicy, sampleTeam } from "./samples.ts";
import { isGuardRail, isTeamNamespace, policyKinds, type RuleView, ruleViews } from "./views.ts";

const nameLabel = "kubernetes.io/metadata.name";
const closed = closedRanges.map(knownBlock);

export const openEgress: ObjectRule = {
  id: "NP101",
  name: "open-egress",
  severity: "error",
  scope: "object",
  kinds: policyKinds,
  what: "A policy in a team's namespace opens no way to private addresses or other namespaces.",
  why: "Policies only add up: one that allows more than the organizers' takes their limits away. Where admission guards the namespace, it is refused.",
  sources: ["https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation"],
  failing: [
    {
      title: "every IPv4 address",
      objects: [samplePolicy({ policyTypes: ["Egress"], egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }] })],
      around: [sampleTeam],
    },
    {
      title: "all namespaces",
      objects: [samplePolicy({ policyTypes: ["Egress"], egress: [{ to: [{ namespaceSelector: {} }] }] })],
      around: [sampleTeam],
    },
    { title: "everything", objects: [samplePolicy({ policyTypes: ["Egress"], egress: [{}] }), sampleTeam] },
    {
      title: "the metadata address",
      objects: [samplePolicy({ egress: [{ to: [{ ipBlock: { cidr: "169.254.169.254/32" } }] }] })],
      settings: { team: { event: "event", team: "team", namespaces: ["team"] } },
    },
  ],
  passing: [
    {
      title: "the own pods",
      objects: [samplePolicy({ policyTypes: ["Egress"], egress: [{ to: [{ podSelector: {} }] }] })],
      around: [sampleTeam],
    },
    {
      title: "a public address",
      objects: [samplePolicy({ policyTypes: ["Egress"], egress: [{ to: [{ ipBlock: { cidr: "203.0.113.7/32" } }] }] })],
      around: [sampleTeam],
    },
    {
      title: "the cluster's DNS",
      objects: [
        samplePolicy({
          policyTypes: ["Egress"],
          egress: [
            {
              to: [{ namespaceSelector: { matchLabels: { [nameLabel]: "kube-system" } } }],
              ports: [{ protocol: "UDP", port: 53 }],
            },
          ],
        }),
      ],
      around: [sampleTeam],
    },
    {
      title: "a namespace that is no team's",
      objects: [samplePolicy({ policyTypes: ["Egress"], egress: [{}] })],
    },
  ],
  *check(manifest, context) {
    if (
      isGuardRail(manifest) ||
      !policyTypes(manifest.value).has("Egress") ||
      !isTeamNamespace(manifest.namespace, context)
    )
      return;
    for (const rule of ruleViews(manifest)) {
      if (rule.direction !== "egress") continue;
      if (rule.peers.length === 0)
        yield {
          message: "the rule opens every address and every pod",
          at: { path: rule.path, field: "egress" },
          allowed: "pods of the namespace, public addresses",
          hint: 'name whom it is for under "to"',
        };
      for (const { value, path } of rule.peers) {
        const open = openedBy(value, rule, manifest.namespace, context);
        if (open !== undefined)
          yield {
            message: `the rule opens ${open.what}`,
            at: { path: [...path, open.field], field: `egress.to.${open.field}` },
            ...(open.seen === undefined ? {} : { seen: open.seen }),
            allowed: "pods of the namespace, public addresses",
            hint: open.hint,
          };
      }
    }
  },
};

interface Opened {
  readonly what: string;
  readonly field: string;
  readonly seen?: string | undefined;
  readonly hint: string;
}

function openedBy(peer: unknown, rule: RuleView, namespace: string, { settings }: ManifestContext): Opened | undefined {
  const cidr = textAt(peer, "ipBlock", "cidr");
  if (cidr !== undefined) {
    const block = parseCidr(cidr);
    const except = listAt(peer, "ipBlock", "except").flatMap((each) =>
      typeof each === "string" ? (parseCidr(each) ?? []) : [],
    );
    const nodes = (settings.guardRails?.nodeNetworks ?? []).flatMap((each) => parseCidr(each) ?? []);
    return block === undefined || ![...closed, ...nodes].some((range) => reaches(block, except, range))
      ? undefined
      : {
          what: "private, node or metadata addresses",
          field: "ipBlock",
          seen: cidr,
          hint: "list the private ranges under except, or name the public addresses",
        };
  }
  const selector = fieldsAt(peer, "namespaceSelector");
  if (selector === undefined) return undefined;
  const named = textsAt(selector, "matchLabels")[nameLabel];
  const own = [namespace, ...(settings.team?.namespaces ?? [])];
  if (named !== undefined && (own.includes(named) || (named === "kube-system" && onlyDns(rule)))) return undefined;
  return {
    what: named === undefined ? "pods of other namespaces" : `pods of the namespace ${named}`,
    field: "namespaceSelector",
    hint: "ask for an import of what another team exports",
  };
}

function onlyDns({ ports }: RuleView): boolean {
  return (
    ports.length > 0 &&
    ports.every(({ value }) => numberAt(value, "port") === 53 && numberAt(value, "endPort") === undefined)
  );
}

/** Addresses of `range` are in the block and not wholly excepted. Of two blocks that overlap, one holds the other. */
function reaches(block: AddressBlock, except: readonly AddressBlock[], range: AddressBlock): boolean {
  if (!blocksOverlap(block, range)) return false;
  const common = holdsBlock(block, range) ? range : block;
  return !except.some((each) => holdsBlock(each, common));
}
