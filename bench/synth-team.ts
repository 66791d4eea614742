// SPDX-License-Identifier: Apache-2.0
import type { Event, Team } from "../lib/model/light.ts";
import { defaultGuardRails } from "../lib/model/light.ts";

/** An event as the model makes it, without the model's own cost. */
export const benchEvent: Pick<Event, "name" | "window" | "guardRails" | "teams"> = {
  name: "bench",
  window: { start: "2099-11-07T08:00:00Z", end: "2099-11-11T17:00:00Z" },
  guardRails: defaultGuardRails,
  teams: [],
};

/** A team with everything that a namespace can have without asking. */
export function benchTeam(index: number): Team {
  const id = `team-${index}`;
  return {
    id,
    name: `bench-${id}`,
    title: `Team ${index}`,
    contact: `${id}@example.org`,
    members: [{ id: "ada", sshKeys: [] }],
    mentors: [{ id: "grace", sshKeys: [] }],
    viewers: [],
    groups: { members: [], mentors: [], viewers: [] },
    vms: [],
    network: { dnsServers: [] },
    namespace: {
      internet: true,
      exports: [],
      imports: [],
      size: "small",
      openings: [],
      quota: {
        cpu: "4",
        memory: "8Gi",
        storage: "20Gi",
        storageClasses: {},
        pods: 20,
        services: 10,
        configMaps: 50,
        secrets: 50,
        persistentVolumeClaims: 10,
        extended: {},
      },
      limits: { cpu: "500m", memory: "512Mi", maxCpu: "4", maxMemory: "8Gi" },
      workspace: { image: "registry.example.org/workspace:1", port: 8080, replicas: 1, cpu: "250m", memory: "512Mi" },
    },
    context: "bench",
    assignedCluster: false,
    quotas: {},
    teardown: { volumes: "delete" },
  };
}
