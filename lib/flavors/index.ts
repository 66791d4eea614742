// SPDX-License-Identifier: Apache-2.0
export { findFlavor, nearestFlavors } from "./catalogue.ts";
