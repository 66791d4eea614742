// SPDX-License-Identifier: Apache-2.0
import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { loadEvent, lockPath, writeLock } from "../files/index.ts";
import { conflictingVariables } from "../openstack/index.ts";
import type { EventPlan } from "../planning/index.ts";
import { report } from "./findings.ts";

/**
 * Event file of a Pulumi project, planned. On a deployment, but not in a preview, the lock file is written beside it.
 * @param path relative to the directory of Pulumi.yaml
 * @throws RunError with every fault of the file, or when the environment would spoil the teams' logins
 */
export async function loadProject(path: string): Promise<EventPlan> {
  const file = resolve(pulumi.runtime.getRootDirectory(), path);
  const { plan, findings } = await loadEvent(file);
  report(findings);
  if (plan === undefined) throw new Error(`${file}: no plan and no error that says why`);
  const spoiling = conflictingVariables(process.env);
  if (plan.event.clouds.openstack !== undefined && spoiling.length > 0) {
    throw new pulumi.RunError(
      `BV401 ${spoiling.join(", ")} set in the environment would take the place of the teams' own logins: ` +
        `the OpenStack provider reads them before its settings. Run: env ${spoiling.map((name) => `-u ${name}`).join(" ")} pulumi up`,
    );
  }
  if (!pulumi.runtime.isDryRun()) await writeLock(lockPath(file), plan.lock);
  return plan;
}
