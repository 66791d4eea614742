// SPDX-License-Identifier: Apache-2.0
export {
  storageClaim,
  storageDemand,
  storageFaults,
  type StorageProps,
  storageSnapshot,
  type StorageTeardown,
  storageVolume,
  storageWarnings,
} from "./storage.ts";
export { type MountableStorage, TeamStorage, type TeamStorageProps } from "./team-storage.ts";
export { teardownAnnotation } from "../../model/light.ts";
