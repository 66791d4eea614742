// SPDX-License-Identifier: Apache-2.0
import { connectKubernetes, heldFindings, heldNamespace, LiveError, type OwnedObject } from "../live/index.ts";
import type { Finding } from "../model/index.ts";

const service = "kubernetes ";

/** For namespaces that are still there after a removal: the objects that hold them, each with who must let go. */
export async function heldNamespaces(left: readonly OwnedObject[]): Promise<Finding[]> {
  const namespaces = left.filter((object) => object.type === "Namespace" && object.service.startsWith(service));
  const findings = await Promise.all(
    namespaces.map(async (object): Promise<Finding[]> => {
      try {
        const cluster = await connectKubernetes(object.service.slice(service.length));
        try {
          const held = await heldNamespace(cluster, object.name);
          return held === undefined ? [] : heldFindings(held, object.team);
        } finally {
          cluster.close();
        }
      } catch (error) {
        // A cluster that does not answer is told by the survey.
        if (!(error instanceof LiveError)) throw error;
        return [];
      }
    }),
  );
  return findings.flat();
}
