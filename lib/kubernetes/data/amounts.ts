// SPDX-License-Identifier: Apache-2.0
import { Quantity } from "../../model/light.ts";

/** `-Xms` and `-Xmx`: half of the memory, in MiB. The same for both, so that a process that starts also has room to run. */
export function heapOf(memory: string): string {
  const bytes = Quantity.read(memory)?.units ?? 0n;
  return `${bytes / 2n / 2n ** 20n}m`;
}

/** The size's CPU limit, or the request when that is more. */
export function cpuLimitOf(request: string, limit: string): string {
  const [asked, most] = [Quantity.read(request), Quantity.read(limit)];
  return asked !== undefined && most !== undefined && asked.compare(most) > 0 ? request : limit;
}
