// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { isPlaceholder } from "../fields/placeholder.ts";

/** Longest value of a label. */
const longest = 63;

export const nameK8sLabel: FlavorRule = {
  id: "FL206",
  name: "name-k8s-label",
  scope: "flavor",
  severity: "warning",
  what: "A name can be the value of a Kubernetes label: at most 63 letters, digits and - _ . with a letter or digit at both ends.",
  why: "The cloud provider writes the flavor's name into node.kubernetes.io/instance-type. A name that is no label is replaced by the flavor's id, and node selectors by name match nothing.",
  sources: ["kubernetes/cloud-provider-openstack#1364", "kubernetes.io: labels, syntax and character set"],
  *check(flavor) {
    // Blanks at the ends are FL104's, placeholders FL117's.
    const name = flavor.name?.trim();
    if (name === undefined || name === "" || isPlaceholder(name)) return;
    const at = flavor.at("name");
    const hint = "on nodes of Kubernetes the flavor's id stands in its place";
    if (name.length > longest)
      yield {
        message: `the name has ${name.length} characters, a label at most ${longest}`,
        at,
        seen: name.slice(0, 255),
        hint,
      };
    else if (/[^A-Za-z0-9._-]/.test(name))
      yield {
        message: "the name has a character that no label may have",
        at,
        seen: name,
        allowed: "letters, digits and - _ .",
        hint,
      };
    else if (/^[._-]|[._-]$/.test(name))
      yield { message: "a label begins and ends with a letter or a digit", at, seen: name, hint };
  },
  failing: [
    { title: "blanks and signs", flavors: [{ name: "de.NBI medium + ephemeral" }] },
    { title: "a dash at the end", flavors: [{ name: "SCS-2C-4-" }] },
    { title: "64 characters", flavors: [{ name: "m".repeat(64) }] },
  ],
  passing: [
    {
      title: "points, dashes, underscores inside",
      flavors: [{ name: "SCS-4V-16-50s_z3" }, { name: "g4.cores2.ram4.disk20" }],
    },
    { title: "63 characters", flavors: [{ name: "m".repeat(63) }] },
    { title: "one", flavors: [{ name: "m" }] },
  ],
};
