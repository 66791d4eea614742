// SPDX-License-Identifier: Apache-2.0

// The event of BIVOUAC_EVENT as manifests for GitOps, one file for what the teams share and one for each team with a namespace: what `cdk8s synth` runs.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadEvent } from "bivouac/files";
import { manifestYaml, renderEvent, renderTeam } from "bivouac/kubernetes";
import { type Finding, slug } from "bivouac/model";

const path = process.env["BIVOUAC_EVENT"] ?? "examples/lugano-2022/event.yaml";
const folder = process.env["CDK8S_OUTDIR"] ?? "manifests";

const { plan, findings } = await loadEvent(path);
const teams = (plan?.teams ?? []).flatMap(({ team, credentialsExpire }) => {
  if (plan === undefined || team.namespace === undefined) return [];
  return [{ file: `${team.name}.yaml`, ...renderTeam({ event: plan.event, team, credentialsExpire }) }];
});
const shared =
  plan === undefined || teams.length === 0
    ? []
    : [{ file: `${slug(plan.event.name)}.yaml`, ...renderEvent({ event: plan.event }) }];
const files = [...shared, ...teams];
const errors = [...findings, ...files.flatMap((each) => each.findings)].filter(({ severity }) => severity === "error");

if (errors.length === 0) {
  await mkdir(folder, { recursive: true });
  for (const { file, objects } of files) await writeFile(join(folder, file), manifestYaml(objects));
} else {
  console.error(errors.map(line).join("\n"));
  process.exitCode = 1;
}

function line({ code, message, file, line, team, path: place, hint }: Finding): string {
  const at =
    file === undefined ? [team, place].filter(Boolean).join(" ") : `${file}${line === undefined ? "" : `:${line}`}`;
  return [`${at}: ${code} ${message}`, ...(hint === undefined ? [] : [`  ${hint}`])].join("\n");
}
