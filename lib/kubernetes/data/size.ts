// SPDX-License-Identifier: Apache-2.0
import { labelDomain } from "../../model/light.ts";

/**
 * `demo`: one node, for a try; its data is gone when the node's volume is. `small`: three nodes, the least that goes on when one is lost.
 * `ha`: three nodes with room, spread over zones.
 */
export type DataSize = "demo" | "small" | "ha";

/** Label of a data service that says its size; `custom` when its nodes are written out. */
export const sizeLabel = `${labelDomain}/size`;
