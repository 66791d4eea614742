// SPDX-License-Identifier: Apache-2.0

// The one place that knows where the generated classes of the Kubernetes API come from. Their module is imported
// directly because the package's own door loads all of its higher constructs too: 185 ms against 90.
export * as k8s from "cdk8s-plus-27/lib/imports/k8s.js";
