// SPDX-License-Identifier: Apache-2.0
export { type FlavorsFile, type LoadedEvent, loadEvent, type LoadEventOptions, readFlavorsFile } from "./load.ts";
export { lockPath, readLock, writeLock } from "./lock.ts";
export { stateDirectory } from "./state.ts";
export { readText, type ReadText } from "./text.ts";
export { writeWhole } from "./write.ts";
