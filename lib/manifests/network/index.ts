// SPDX-License-Identifier: Apache-2.0
export { type Address, type AddressBlock, blocksOverlap, holds, holdsBlock, parseCidr, parseIp } from "./address.ts";
export type {
  Connection,
  Decision,
  Endpoint,
  NetworkModel,
  NetworkNamespace,
  NetworkPod,
  NetworkPort,
  NetworkVerdict,
  Protocol,
} from "./model.ts";
export { Network } from "./network.ts";
export { namespacesOf, networkPodOf } from "./of-manifests.ts";
export { type AddressRange, closedRanges, internetRanges, knownBlock } from "./ranges.ts";
export { type LabelTest, labelTest } from "./selector.ts";
export { tellConnection, tellVerdict } from "./tell.ts";
