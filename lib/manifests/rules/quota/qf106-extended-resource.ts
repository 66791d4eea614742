// SPDX-License-Identifier: Apache-2.0
import { Quantity } from "../../../model/light.ts";
import { fieldsAt } from "../../fields.ts";
import { isExtendedResource } from "../../quota/index.ts";
import type { ContainerRule } from "../../rule.ts";
import { sampleContainer, samplePod } from "../../samples.ts";

const gpu = (requests: string | undefined, limits: string | undefined) =>
  samplePod({
    containers: [
      sampleContainer({
        resources: {
          ...(requests === undefined ? {} : { requests: { "nvidia.com/gpu": requests } }),
          ...(limits === undefined ? {} : { limits: { "nvidia.com/gpu": limits } }),
        },
      }),
    ],
  });

export const extendedResource: ContainerRule = {
  id: "QF106",
  name: "extended-resource",
  severity: "error",
  scope: "container",
  what: "Devices are asked for in whole numbers, with a limit and the same request.",
  why: "The apiserver refuses the pod: a device cannot be shared or lent out.",
  sources: [
    "k8s.io/kubernetes pkg/apis/core/validation/validation.go, validateContainerResourceRequirements",
    "https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/#using-device-plugins",
  ],
  failing: [
    { title: "half a GPU", objects: [gpu("500m", "500m")] },
    { title: "a request without a limit", objects: [gpu("1", undefined)] },
    { title: "a limit that is not the request", objects: [gpu("1", "2")] },
  ],
  passing: [
    { title: "a limit alone is the request too", objects: [gpu(undefined, "1")] },
    { title: "both the same", objects: [gpu("2", "2")] },
    { title: "none", objects: [samplePod()] },
  ],
  *check({ value, path, name }) {
    const requests = fieldsAt(value, "resources", "requests") ?? {};
    const limits = fieldsAt(value, "resources", "limits") ?? {};
    for (const resource of new Set([...Object.keys(limits), ...Object.keys(requests)])) {
      if (!isExtendedResource(resource)) continue;
      const [request, limit] = [Quantity.read(requests[resource]), Quantity.read(limits[resource])];
      const side = limits[resource] === undefined ? "requests" : "limits";
      const at = { path: [...path, "resources", side, resource], field: `${side}.${resource}` };
      const amount = limit ?? request;
      // What is no quantity at all is not judged here.
      if (amount === undefined) continue;
      const seen = amount.toString();
      if (amount.nanos % 10n ** 9n !== 0n)
        yield {
          message: `container ${name} asks for a part of ${resource}`,
          at,
          seen,
          allowed: "whole numbers",
          hint: `ask for ${amount.units}`,
        };
      else if (limits[resource] === undefined)
        yield {
          message: `container ${name} requests ${resource} without a limit`,
          at,
          seen,
          allowed: `limits.${resource}: ${seen}`,
          hint: `move ${resource} to limits`,
        };
      else if (request !== undefined && limit !== undefined && !request.equals(limit))
        yield {
          message: `container ${name} requests ${request.toString()} ${resource} and limits it to ${seen}`,
          at,
          seen,
          allowed: "the same request and limit",
          hint: `remove requests.${resource}`,
        };
    }
  },
};
