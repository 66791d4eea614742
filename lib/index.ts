// SPDX-License-Identifier: Apache-2.0

// The pure rooms: importing them loads neither Pulumi nor cdk8s. What builds on those has an entry point of its own:
// bivouac/kubernetes, bivouac/openstack, bivouac/bridge, bivouac/environment.
export * from "./model/index.ts";
export * from "./flavors/index.ts";
export * from "./planning/index.ts";
