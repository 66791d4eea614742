// SPDX-License-Identifier: Apache-2.0
// A second door: files as text, without what understands events.
export { readText, type ReadText } from "./text.ts";
export { writeWhole } from "./write.ts";
