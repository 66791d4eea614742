// SPDX-License-Identifier: Apache-2.0
import { type Fields, type FitOptions, footprint, Manifest } from "../../manifests/index.ts";
import { footprintLines } from "./data-plan.ts";
import { plain } from "./text.ts";

/** What each namespace that manifests are in holds once operators have made theirs, against the quotas around it. */
export function namespaceFootprints(
  manifests: readonly Manifest[],
  around: readonly (Manifest | Fields)[],
  options: FitOptions,
): string[] {
  const stands = around.map((each) => (each instanceof Manifest ? each : new Manifest(each)));
  return [...new Set(manifests.map(({ namespace }) => namespace))]
    .toSorted()
    .flatMap((namespace) => [
      plain(`namespace ${namespace}`),
      ...footprintLines(footprint(manifests, stands, namespace, options)).map((line) => `  ${line}`),
      "",
    ]);
}
