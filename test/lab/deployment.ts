// SPDX-License-Identifier: Apache-2.0
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { destroy, type DeployEvent, type Programs, type RunResult, up } from "../../lib/deploy/index.ts";
import { stringify } from "yaml";
import type { EventInput, FlavorsInput } from "../../lib/model/index.ts";

export const sshKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEowH2TeX6uRfrUZSoOadLTNE2N0jRW1PbbYvhBUfyWc ann";

export interface Told {
  readonly result: RunResult;
  readonly events: readonly DeployEvent[];
}

/** An event file of its own in a temporary folder, and the commands on it. */
export class Deployment {
  readonly folder: string;
  readonly file: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.file = join(folder, "event.yaml");
  }

  static async of(
    event: Partial<EventInput> & Pick<EventInput, "name" | "teams">,
    flavors: FlavorsInput["flavors"],
  ): Promise<Deployment> {
    const deployment = new Deployment(await mkdtemp(join(tmpdir(), `bivouac-${event.name}-`)));
    await writeFile(join(deployment.folder, "flavors.yaml"), stringify({ version: 1, flavors }));
    await deployment.write(event);
    return deployment;
  }

  async write(event: Partial<EventInput> & Pick<EventInput, "name" | "teams">): Promise<void> {
    const whole: EventInput = {
      version: 1,
      title: event.name,
      timeZone: "Europe/Zurich",
      window: { start: "2099-11-07T09:00", end: "2099-11-11T18:00" },
      clouds: { openstack: "bivouac-lab", kubernetes: "bivouac-lab" },
      flavors: "flavors.yaml",
      ...event,
    };
    await writeFile(this.file, stringify(whole, { aliasDuplicateObjects: false }));
  }

  async up(
    options: {
      readonly teams?: readonly string[];
      readonly programs?: Programs;
      readonly onEvent?: (event: DeployEvent, abort: () => void) => void;
    } = {},
  ): Promise<Told> {
    const events: DeployEvent[] = [];
    const abort = new AbortController();
    const onEvent = (event: DeployEvent): void => {
      events.push(event);
      options.onEvent?.(event, () => abort.abort());
    };
    const { teams, programs } = options;
    return { result: await up({ eventFile: this.file, teams, onEvent, signal: abort.signal }, programs), events };
  }

  async destroy(teams?: readonly string[]): Promise<Told> {
    const events: DeployEvent[] = [];
    return {
      result: await destroy({
        eventFile: this.file,
        teams,
        onEvent: (event) => events.push(event),
        signal: new AbortController().signal,
      }),
      events,
    };
  }

  /** Takes down whatever a failed test left, and the folder; its logs stay where `BIVOUAC_TEST_LOGS` says. */
  async clean(): Promise<void> {
    await this.destroy();
    const logs = process.env["BIVOUAC_TEST_LOGS"];
    if (logs !== undefined) await cp(this.folder, logs, { recursive: true });
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** `team: code` of each team that is not ready. */
export function failures({ teams }: RunResult): string[] {
  return teams.flatMap(({ team, error }) => (error ? [`${team}: ${error.code}`] : []));
}
