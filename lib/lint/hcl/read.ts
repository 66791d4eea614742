// SPDX-License-Identifier: Apache-2.0
import type { Place } from "../../model/light.ts";
import type { HclDocument } from "./document.ts";

/** Why a text is no HCL, and where. */
export interface HclFault extends Place {
  readonly message: string;
}

/** HCL with the way to every value, or its first fault. The grammar is loaded only by those who call this. Rejects never. */
export async function readHcl(text: string): Promise<HclDocument | HclFault> {
  const [{ HclDocument: Document, lineStarts, placeOf }, { parseHcl }] = await Promise.all([
    import("./document.ts"),
    import("./parse.ts"),
  ]);
  try {
    const body = await parseHcl(text);
    if (!("message" in body)) return new Document(text, body);
    return { message: body.message, ...placeOf(lineStarts(text), body.offset) };
  } catch (error) {
    // The grammar's memory gave out, or a fault of the grammar.
    const why = error instanceof Error ? error.message : String(error);
    return { message: `the grammar of HCL gave up: ${why}`, line: 1, column: 1 };
  }
}
