// SPDX-License-Identifier: Apache-2.0
import pLimit from "p-limit";
import { connectKubeconfig, type Kubernetes, LiveError } from "../../live/index.ts";
import type { CheckResult, TeamVerdict } from "../check.ts";
import { verdictOf } from "../verdict.ts";
import { Asking } from "./asking.ts";
import { kubernetesChecks } from "./checks/index.ts";
import { NotAsked } from "./not-asked.ts";
import type { KubernetesCheck, Probe } from "./probe.ts";
import type { KubernetesTeam, VerifyKubernetesOptions } from "./team.ts";

/**
 * Proves with each team's own credential what it can and cannot do in its cluster. Nothing is stored: what would change
 * something is sent as a dry run. Never throws for what a cluster answers: that becomes a result.
 */
export async function verifyKubernetes(
  options: { readonly teams: readonly KubernetesTeam[] } & VerifyKubernetesOptions,
): Promise<TeamVerdict[]> {
  const limit = pLimit(options.parallel ?? 4);
  return Promise.all(options.teams.map((team) => limit(() => verifyTeam(team, options))));
}

async function verifyTeam(team: KubernetesTeam, options: VerifyKubernetesOptions): Promise<TeamVerdict> {
  const { onResult, signal, timeoutMs, concurrency = 8, now = new Date() } = options;
  const started = performance.now();
  const results: CheckResult[] = [];
  const keep = (result: CheckResult): void => {
    results.push(result);
    onResult?.(result);
  };
  let cluster: Kubernetes | undefined;
  try {
    cluster = connectKubeconfig(team.kubeconfig, `kubeconfig of team ${team.id}`, { timeoutMs, concurrency });
    const asking = new Asking(team, cluster, now);
    const limit = pLimit(concurrency);
    // One check after the other, so that what people see has an order; its probes at once.
    for (const check of kubernetesChecks) {
      const probes = await probesOf(check, asking, signal);
      await Promise.all(
        probes.map((probe) =>
          limit(async () => keep({ ...head(team, check, probe), ...(await answer(probe, check, signal)) })),
        ),
      );
    }
  } catch (error) {
    if (!(error instanceof LiveError)) throw error;
    for (const check of kubernetesChecks)
      keep({ ...head(team, check, whole), outcome: "unknown", seen: error.message });
  } finally {
    cluster?.close();
  }
  return verdictOf(team.id, results, (performance.now() - started) / 1000);
}

function head(
  team: KubernetesTeam,
  { code, name }: KubernetesCheck,
  { probe, expected }: Pick<Probe, "probe" | "expected">,
): Omit<CheckResult, "outcome"> {
  return { team: team.id, system: "kubernetes", code, check: name, probe, expected };
}

const whole = { probe: "the whole check", expected: "present" } as const;

type Answer = Pick<CheckResult, "outcome" | "seen" | "hint">;

async function answer(probe: Probe, check: KubernetesCheck, signal: AbortSignal | undefined): Promise<Answer> {
  if (signal?.aborted === true) return { outcome: "unknown", seen: "not asked: interrupted" };
  try {
    const seen = await probe.ask();
    return seen === undefined ? { outcome: "ok" } : { outcome: "red", seen, hint: probe.hint ?? check.hint };
  } catch (error) {
    return unknown(error);
  }
}

/** A check that cannot say what it would ask is one unknown probe. */
async function probesOf(
  check: KubernetesCheck,
  asking: Asking,
  signal: AbortSignal | undefined,
): Promise<readonly Probe[]> {
  try {
    if (signal?.aborted === true) throw new NotAsked("not asked: interrupted");
    return await check.probes(asking);
  } catch (error) {
    if (!(error instanceof LiveError || error instanceof NotAsked)) throw error;
    return [{ ...whole, ask: () => Promise.reject(error) }];
  }
}

function unknown(error: unknown): Answer {
  if (error instanceof NotAsked) return { outcome: "unknown", seen: error.message };
  if (!(error instanceof LiveError)) throw error;
  return { outcome: "unknown", seen: error.message, hint: error.details.hint };
}
