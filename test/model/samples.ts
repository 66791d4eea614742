// SPDX-License-Identifier: Apache-2.0
import type { EventInput, Finding, TeamInput } from "../../lib/model/index.ts";

/** Made for these tests; the private halves are gone. */
export const keys = {
  ed25519: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAticzviE00buaGgvUVzGRxGknj9DtoWq4y4mKJMFlFW test@example.org",
  rsa1024:
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDI+dOPIX39rP0ZJ+G7Ulizu2pZzBS6BYgCEhw7iiSvnW0PrmLN0AS17mnXRoE61rfkW4liH9GFXE79wxGgBNyKglaBOG3oU1+0jDn1+TohU1gVPVPWH50sJotVfsqk1UbCMmGOx2OOdjrwfhysoDuMCBtkSaTNr7Krcf/wXGmQVw== test@example.org",
  rsa2048:
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCpnXNCdmW8wYGfanJqa0LCgCdQkVfWDqn1oZh1f06XB0iZqb50ULgoKqPJJJgfO5lwYWxDCasemM+Q1cWWaCiQPNUfIMwNChTBcjYSHPRQutm1K4N98crERgzMmuIH0gQ0SnqQQ1YS5lr3hk3wdH0iwg8/jFk5BS9U6lL914xEFPqTAl+oL66APbqLBhXLsy2vwZkChSaChmDjrRMHXMr24raoKGeG8DZVlPAqzyCvpRI5TmH8+JIxD7wVcJM63JMoQoFJ2/gYjN+blYPQ+VUZM7dmGtUKXxZ+7QbdDRwp/fz8aWxOX3SoN3JbjA4UWwZ31Yi5saojl7WaJt/F/ZV5 test@example.org",
  ecdsa256:
    "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBDERmnwaFcB9se7/HFvGDWeFqkjkYabH2qxj8MHp5ax5zkXU0qtdzVVnJ36iKNNtPELdZdhB0NRqBVXP9LXICxo= test@example.org",
  ecdsa521:
    "ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFBAGuUlg1z+CeEEfhN378LrQ0zr6pldIbhkOofzpHoYdRUH6FZZYUfkia/FFsLkz4I5Cf4rJJMzKW9Jkfi0IcWdkVpwBuBkl/UepIAFmFkzs3NTw6FybShkKhARqGcEPKLvkzrFxfPGVSpMASBhLKaXWz8l/PcVsp7dUuoeo2IPHcrEaQNA== test@example.org",
} as const;

export function person(id: string): { id: string; sshKeys: string[] } {
  return { id, sshKeys: [keys.ed25519] };
}

export function codes(findings: readonly Finding[]): string[] {
  return findings.map((finding) => finding.code);
}

type Change = Partial<Omit<EventInput, "teams" | "version">> & {
  readonly team?: Partial<TeamInput>;
  /** Every VM group gets a flavor and an image, and the event a cloud. */
  readonly vm?: boolean;
  readonly noTeams?: boolean;
};

/** An event of one team `a`, right in everything that `change` does not touch. */
export function baseEvent({ team, vm, noTeams, ...change }: Change): EventInput {
  const a: TeamInput = { title: "A", contact: "@aa", members: [person("p")], ...team };
  if (vm) for (const group of Object.values(a.vms ?? {})) Object.assign(group, { flavor: "f", image: "i" });
  return {
    version: 1,
    name: "ev",
    title: "Event",
    timeZone: "Europe/Zurich",
    window: { start: "2030-01-07T09:00", end: "2030-01-11T18:00" },
    clouds: vm ? { openstack: "o" } : {},
    ...change,
    teams: noTeams ? {} : { a },
  };
}

/** Lines 1-8 are right; the teams start on line 9. */
export function eventYaml(teams: string): string {
  return `version: 1
name: ev
title: Event
timeZone: Europe/Zurich
window: { start: 2030-01-07T09:00, end: 2030-01-11T18:00 }
clouds: { openstack: o, kubernetes: k }
flavors: flavors.yaml
teams:${teams}
`;
}
