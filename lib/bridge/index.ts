// SPDX-License-Identifier: Apache-2.0
export { ChartComponent, type ChartComponentArgs, type ObjectName } from "./chart-component.ts";
export { KubernetesObject, type LiveMetadata } from "./kubernetes-object.ts";
export { KubernetesProvider, type KubernetesProviderArgs, kubernetesVersion } from "./kubernetes-provider.ts";
export { OutputTokens } from "./output-tokens.ts";
