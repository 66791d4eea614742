// SPDX-License-Identifier: Apache-2.0
import { dirname, join, resolve } from "node:path";

/** Where an event's state, secrets and logs live: `.bivouac/<event>` beside its file. Absolute; not created here. */
export function stateDirectory(path: string, event: string): string {
  return join(dirname(resolve(path)), ".bivouac", event);
}
