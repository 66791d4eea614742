// SPDX-License-Identifier: Apache-2.0
import { type Path, Quantity } from "../../../model/light.ts";
import { isFields, listAt, textAt } from "../../fields.ts";
import { mainOf, type NodeSet } from "./node-sets.ts";

export interface Heap {
  /** In bytes; undefined when the options do not say. */
  readonly initial: bigint | undefined;
  readonly max: bigint | undefined;
}

export interface WrittenHeap extends Heap {
  /** Way to the options. */
  readonly path: Path;
}

/** What ES_JAVA_OPTS of the pod template says of the heap; undefined when it says nothing, and the image sizes it by the limit. */
export function heapOf(set: NodeSet): WrittenHeap | undefined {
  const main = mainOf(set);
  if (main === undefined) return undefined;
  let heap: WrittenHeap | undefined;
  for (const [index, each] of listAt(main.value, "env").entries()) {
    const options = textAt(each, "value");
    // Of two variables of one name the later counts, also when its value comes from elsewhere.
    if (isFields(each) && each["name"] === "ES_JAVA_OPTS")
      heap = options === undefined ? undefined : { ...readHeap(options), path: [...main.path, "env", index, "value"] };
  }
  return heap?.initial === undefined && heap?.max === undefined ? undefined : heap;
}

/** Heap sizes of options of a JVM; of several the last counts. */
export function readHeap(options: string): Heap {
  let [initial, max]: (bigint | undefined)[] = [undefined, undefined];
  for (const option of options.split(/\s+/)) {
    const found = size.exec(option);
    if (found === null) continue;
    const [, name = "", digits = "", unit = ""] = found;
    const bytes = BigInt(digits) * 1024n ** BigInt(" kmgt".indexOf(unit.toLowerCase() || " "));
    if (name === "-Xmx" || name === "-XX:MaxHeapSize=") max = bytes;
    else initial = bytes;
  }
  return { initial, max };
}

const size = /^(-Xm[sx]|-XX:(?:Initial|Max)HeapSize=)(\d{1,18})([kmgt]?)$/i;

/** `31Gi`. */
export function showBytes(bytes: bigint): string {
  return Quantity.binary(bytes).canonical;
}
