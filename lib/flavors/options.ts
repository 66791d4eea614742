// SPDX-License-Identifier: Apache-2.0
import type { Ignore, IgnoreEntry } from "../lint/index.ts";
import type { Severity } from "../model/light.ts";
import type { FlavorSource } from "./definition.ts";
import type { CloudFacts } from "./live/facts.ts";
import { findProfile, profiles as knownProfiles } from "./profiles/index.ts";
import { newestRelease, parseRelease, type Release } from "./release.ts";
import type { Rule, RuleContext } from "./rule.ts";
import { defaultSettings, type FlavorSettings } from "./settings.ts";
import type { Usage } from "./usage/usage.ts";

export interface FlavorLintOptions {
  /** `scs-0100`, `scs-0103`, `wikimedia`, `event`, `nova@<release>`; later ones win. @default none */
  readonly profiles?: readonly string[] | undefined;
  /** Nova's release that the flavors are for, `2025.1` or `nova@2025.1`. @default the newest known */
  readonly target?: string | undefined;
  /** Rule id → severity, or `off`. */
  readonly severities?: Readonly<Record<string, Severity | "off">> | undefined;
  /** Laid over those of the profiles. */
  readonly settings?: Partial<FlavorSettings> | undefined;
  /** Rules of the house, after ours. */
  readonly userRules?: readonly Rule[] | undefined;
  /** What a cloud said, or each of several: the live rules run. */
  readonly cloud?: CloudFacts | readonly CloudFacts[] | undefined;
  /** The event that uses the flavors: the usage rules run. */
  readonly usage?: Omit<Usage, "flavors" | "cloud"> | undefined;
  /** Suppressions beside those that stand in the files. */
  readonly ignore?: readonly IgnoreEntry[] | readonly Ignore[] | undefined;
  /** File → its text: suppressions in comments are read from it. @default none are */
  readonly texts?: ReadonlyMap<string, string> | undefined;
  /** True: suppressed findings are in the answer, with `suppressed` set. @default false */
  readonly keepSuppressed?: boolean | undefined;
  /** Which definitions are compared with each other. @default those of a file, for Terraform of a folder */
  readonly catalogueOf?: ((source: FlavorSource) => string) | undefined;
  /** Today, for suppressions that end. @default the present */
  readonly now?: Date | undefined;
}

/** Options as rules need them. */
export interface Prepared {
  readonly context: RuleContext;
  readonly isOn: (rule: Rule) => boolean;
  readonly severityOf: (rule: Rule, own: Severity | undefined) => Severity;
}

/** @throws TypeError for a profile or a release that does not exist */
export function prepare(options: FlavorLintOptions): Prepared {
  const names = options.profiles ?? [];
  const chosen = names
    .filter((name) => !name.startsWith("nova@"))
    .map((name) => {
      const profile = findProfile(name);
      if (!profile)
        throw new TypeError(
          `no profile "${name}"; there are nova@<release>, ${knownProfiles.map((each) => each.name).join(", ")}`,
        );
      return profile;
    });
  const target = options.target ?? names.findLast((name) => name.startsWith("nova@"));
  const settings = Object.assign(
    {},
    defaultSettings,
    ...chosen.map((profile) => profile.settings),
    options.settings,
  ) as FlavorSettings;
  const severities = Object.assign({}, ...chosen.map((profile) => profile.severities), options.severities) as Record<
    string,
    Severity | "off"
  >;
  const on = new Set(names);
  return {
    context: { release: releaseOf(target), settings },
    isOn: (rule) =>
      severities[rule.id] === undefined
        ? rule.profiles === undefined || rule.profiles.some((profile) => on.has(profile))
        : severities[rule.id] !== "off",
    severityOf: (rule, own) => {
      const configured = severities[rule.id];
      return configured === undefined || configured === "off" ? (own ?? rule.severity) : configured;
    },
  };
}

function releaseOf(target: string | undefined): Release {
  if (target === undefined) return newestRelease;
  const release = parseRelease(target);
  if (release === undefined) throw new TypeError(`no release "${target}" of Nova is known`);
  return release;
}
