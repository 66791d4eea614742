// SPDX-License-Identifier: Apache-2.0
import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import type { Manifest } from "./objects/manifest.ts";

// The one place that knows where the generated classes of the Kubernetes API come from. Their module is imported
// directly because the package's own door loads all of its higher constructs too: 185 ms against 90.
export * as k8s from "cdk8s-plus-27/lib/imports/k8s.js";

/** An API object that was made as plain data. */
export function kubeObject(scope: Construct, id: string, manifest: Manifest): ApiObject {
  return new ApiObject(scope, id, manifest);
}
