// SPDX-License-Identifier: Apache-2.0

export const flavorsYaml = `version: 1
flavors:
  m1.small: { vcpus: 1, ram: 2048, disk: 20, existing: true }
  ev.large: { vcpus: 4, ram: 8192, disk: 40 }
`;

const team = (id: string, more: string): string => `  ${id}:
    title: Team ${id.toUpperCase()}
    contact: ${id}@example.org
    members:
      - id: ann
        sshKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJx2y8n0v0q3o2m1l0k9j8i7h6g5f4e3d2c1b0a9z8y7 ann@example.org"]
${more}`;

const vms = (flavor: string): string => `    vms:
      web:
        flavor: ${flavor}
        image: ubuntu-24.04
        floatingIp: true
        ports: [443]
        volumes:
          data: { sizeGiB: 10 }
`;

/** Three teams: two alike, one larger with its volumes kept. The window is far ahead. */
export function eventYaml(options: { flavor?: string; extra?: string } = {}): string {
  return `version: 1
name: lugano
title: Lugano Test
timeZone: Europe/Zurich
window: { start: 2099-11-07T09:00, end: 2099-11-11T18:00 }
clouds: { openstack: lab, kubernetes: lab-k8s }
flavors: flavors.yaml
teams:
${team("nris", vms(options.flavor ?? "m1.small"))}${team("cscs", vms("m1.small"))}${team("dwdi", `${vms("ev.large")}    teardown: { volumes: keep }\n`)}${options.extra ?? ""}`;
}
