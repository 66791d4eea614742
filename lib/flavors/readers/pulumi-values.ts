// SPDX-License-Identifier: Apache-2.0
import { Unresolved } from "../definition.ts";
import { isRecord } from "./reading.ts";

/** What stands for a value that only the update knows (pulumi/sdk/go/common/resource/plugin/rpc.go), one for each type. */
const unknowns: ReadonlySet<unknown> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
]);

/** Key of maps that stand for special values, and what it says (pulumi/sdk/go/common/resource/sig). */
const signature = "4dabf18193072939515e22adb298388d";
const outputValue = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** A value of Pulumi's JSON; unknown ones and secrets are unresolved: a secret is never looked at. */
export function resolvePulumi(value: unknown): unknown {
  if (unknowns.has(value)) return new Unresolved("output<unknown>");
  if (value === "[secret]") return new Unresolved("[secret]");
  if (!isRecord(value) || !(signature in value)) return value;
  if (value[signature] !== outputValue || value["secret"] === true) return new Unresolved("[secret]");
  return "value" in value ? resolvePulumi(value["value"]) : new Unresolved("output<unknown>");
}
