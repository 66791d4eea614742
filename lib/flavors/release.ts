// SPDX-License-Identifier: Apache-2.0

/** Nova's releases since extra specs are validated, oldest first: series name, other name, major version of nova. */
export const releases = [
  { name: "ussuri", major: 21 },
  { name: "victoria", major: 22 },
  { name: "wallaby", major: 23 },
  { name: "xena", major: 24 },
  { name: "yoga", major: 25 },
  { name: "zed", major: 26 },
  { name: "2023.1", alias: "antelope", major: 27 },
  { name: "2023.2", alias: "bobcat", major: 28 },
  { name: "2024.1", alias: "caracal", major: 29 },
  { name: "2024.2", alias: "dalmatian", major: 30 },
  { name: "2025.1", alias: "epoxy", major: 31 },
  { name: "2025.2", alias: "flamingo", major: 32 },
  { name: "2026.1", alias: "gazpacho", major: 33 },
  { name: "2026.2", alias: "hibiscus", major: 34 },
] as const satisfies readonly { readonly name: string; readonly alias?: string; readonly major: number }[];

export type ReleaseName = (typeof releases)[number]["name"];

/** Nova's major version: compare releases by it. */
export type Release = number;

export const newestRelease: Release = 34;
export const oldestRelease: Release = 21;

/** `2025.1`, `epoxy`, `nova@2025.1`, in any case → nova's major version; undefined when it is no release we know. */
export function parseRelease(text: string): Release | undefined {
  const wanted = text
    .trim()
    .toLowerCase()
    .replace(/^nova@/, "");
  if (wanted === "newest" || wanted === "latest") return newestRelease;
  return releases.find((release) => release.name === wanted || ("alias" in release && release.alias === wanted))?.major;
}

/** `2025.1`, `zed`. */
export function releaseName(release: Release): string {
  return releases.find(({ major }) => major === release)?.name ?? `nova ${release}`;
}
