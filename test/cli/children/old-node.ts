// SPDX-License-Identifier: Apache-2.0
// Preload: a Node that says it is 20.
Object.defineProperty(process, "version", { value: "v20.20.2" });
