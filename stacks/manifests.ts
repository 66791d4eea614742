// SPDX-License-Identifier: Apache-2.0

// The event of BIVOUAC_EVENT as manifests for GitOps, a file for each team with a namespace: what `cdk8s synth` runs.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadEvent } from "bivouac/files";
import { manifestYaml, renderTeam } from "bivouac/kubernetes";
import type { Finding } from "bivouac/model";

const path = process.env["BIVOUAC_EVENT"] ?? "examples/lugano-2022/event.yaml";
const folder = process.env["CDK8S_OUTDIR"] ?? "manifests";

const { plan, findings } = await loadEvent(path);
const teams = (plan?.teams ?? []).flatMap(({ team, credentialsExpire }) => {
  if (plan === undefined || team.namespace === undefined) return [];
  return [{ file: `${team.name}.yaml`, ...renderTeam({ event: plan.event, team, credentialsExpire }) }];
});
const errors = [...findings, ...teams.flatMap((team) => team.findings)].filter(({ severity }) => severity === "error");

if (errors.length === 0) {
  await mkdir(folder, { recursive: true });
  for (const { file, objects } of teams) await writeFile(join(folder, file), manifestYaml(objects));
} else {
  console.error(errors.map(line).join("\n"));
  process.exitCode = 1;
}

function line({ code, message, file, line, team, path: place, hint }: Finding): string {
  const at =
    file === undefined ? [team, place].filter(Boolean).join(" ") : `${file}${line === undefined ? "" : `:${line}`}`;
  return [`${at}: ${code} ${message}`, ...(hint === undefined ? [] : [`  ${hint}`])].join("\n");
}
