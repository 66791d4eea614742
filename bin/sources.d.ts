// SPDX-License-Identifier: Apache-2.0
export function bundleFolder(root: string): string;
export function sourcesStamp(root: string): string;
