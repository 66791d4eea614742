// SPDX-License-Identifier: Apache-2.0
import { labelDomain } from "../../../model/light.ts";
import type { Attempt } from "../asking.ts";
import type { KubernetesCheck } from "../probe.ts";

const enforce = "pod-security.kubernetes.io/enforce";

/** Each way that has ever changed a namespace past its guard. */
export const labelsKept: KubernetesCheck = {
  code: "VK133",
  name: "labels-kept",
  proves: "The team cannot change, empty or remove its namespace, by any kind of patch and any subresource.",
  hint: "Take update, patch and delete on namespaces (and namespaces/status, namespaces/finalize) out of the Roles that are bound to the team.",
  probes(asking) {
    const { namespace } = asking;
    const path = `/api/v1/namespaces/${namespace}`;
    const labels = { [enforce]: "privileged" };
    const whole = { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace, labels } };
    const pointer = `/metadata/labels/${enforce.replaceAll("/", "~1")}`;
    const attempts: readonly (readonly [string, Attempt])[] = [
      ["lower Pod Security by merge patch", { method: "PATCH", path, body: { metadata: { labels } } }],
      [
        "take ownership off by merge patch",
        { method: "PATCH", path, body: { metadata: { labels: { [`${labelDomain}/event`]: null } } } },
      ],
      [
        "lower Pod Security by JSON patch",
        {
          method: "PATCH",
          path,
          body: [{ op: "add", path: pointer, value: "privileged" }],
          contentType: "application/json-patch+json",
        },
      ],
      [
        "lower Pod Security by apply",
        {
          method: "PATCH",
          path: `${path}?fieldManager=bivouac-verify&force=true`,
          body: whole,
          contentType: "application/apply-patch+yaml",
        },
      ],
      ["lower Pod Security by update", { method: "PUT", path, body: whole }],
      [
        "lower Pod Security through status",
        { method: "PATCH", path: `${path}/status`, body: { metadata: { labels } } },
      ],
      ["lower Pod Security through finalize", { method: "PUT", path: `${path}/finalize`, body: whole }],
      ["delete the namespace", { method: "DELETE", path }],
    ];
    return attempts.map(([probe, attempt]) => ({ probe, expected: "refused", ask: () => asking.refused(attempt) }));
  },
};
