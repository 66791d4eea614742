// SPDX-License-Identifier: Apache-2.0
export { type LoadedEvent, loadEvent, type LoadEventOptions } from "./load.ts";
export { lockPath, readLock, writeLock } from "./lock.ts";
export { stateDirectory } from "./state.ts";
export { readText, type ReadText } from "./text.ts";
