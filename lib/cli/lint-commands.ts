// SPDX-License-Identifier: Apache-2.0
import { Option } from "commander";
import type { CommandSpec } from "./command.ts";
import { reportFormats } from "./report/lint/formats.ts";

const severities = ["error", "warning", "info"];

/** Options of every lint: what is asked, and how the answer is given. */
function shared(): Option[] {
  return [
    new Option("--profile <name>", "rules of a house, or nova@<release>; may be given again, or as a,b").argParser(
      severalWords,
    ),
    new Option("--target <release>", "Nova's release that the flavors are for (default: the newest known)"),
    ...answering(),
    new Option(
      "--live <cloud>",
      "compare with this cloud of clouds.yaml as well; reads only; of several, with each other too",
    ).argParser(severalWords),
    new Option("--all", "show as well what is suppressed and what was not checked"),
  ];
}

/** How the answer is given, whatever was asked. */
function answering(): Option[] {
  return [
    new Option("--format <format>", "of the answer; with --out the text is printed as well")
      .choices(reportFormats)
      .default("text"),
    new Option("-o, --out <file>", "write the answer there in the format that was asked for"),
    // Its default is the configuration's, so it has none here.
    new Option("--fail-on <severity>", "least severity that makes the answer no (default: error)").choices(severities),
    new Option("--config <file>", "configuration (default: .bivouac-lint.yaml here or in a folder above)"),
    new Option("--no-config", "read no configuration"),
  ];
}

function fixing(): Option[] {
  return [
    new Option("--fix", "make the changes that keep the meaning"),
    new Option("--fix-suggestions", "make also those that change it; look at the result"),
    new Option("--diff", "print what --fix (or --fix-suggestions) would change, and change nothing"),
  ];
}

/** Findings that were there before. */
function known(): Option[] {
  return [
    new Option("--baseline <file>", "findings known before do not count"),
    new Option("--update-baseline", "write the baseline anew from what is found now"),
  ];
}

/** `lint` and its own commands. */
export const lintCommand: CommandSpec = {
  name: "lint",
  group: "Before the event:",
  summary: "check flavors, manifests, or how an event uses flavors",
  description:
    "Checks the flavors of an event, and how the event uses them. Reads files only, unless --live is given.\nFlavors in any format are checked by: bivouac lint flavors <files>.",
  arguments: [["[event]", "event file, or the folder that holds event.yaml"]],
  options: shared,
  examples: [
    ["lint event.yaml", "the event's flavors, and what the teams do with them"],
    ["lint flavors flavors.yaml --profile wikimedia"],
    ["lint explain FL303"],
  ],
  exits: [0, 1, 2, 3, 4],
  load: () => import("./commands/lint/event.ts"),
  commands: [
    {
      name: "flavors",
      summary: "check definitions of flavors, in any of nine formats",
      description:
        "Checks definitions of OpenStack flavors: flavors.yaml, Nova's JSON, openstack flavor list, SCS, Ansible, Kolla,\nTerraform (HCL and plan), Pulumi. Files, folders and patterns; - is the standard input. All mistakes at once.",
      arguments: [["[files...]", "files, folders, patterns, or - (default: files of the configuration)"]],
      options: () => [
        ...shared(),
        new Option("--format-in <format>", "format of the files, when it cannot be told from their content"),
        ...fixing(),
        ...known(),
        new Option("--since <ref>", "compare with the files as they were at this commit"),
        new Option("--tables <file>", "tables in Markdown or CSV that must say the same; may be given again").argParser(
          again,
        ),
      ],
      examples: [
        ["lint flavors flavors.yaml"],
        ["lint flavors 'terraform/**/*.tf' --target 2024.1"],
        ["lint flavors . --format sarif --out flavors.sarif", "the text on the screen, SARIF in the file"],
        ["lint flavors flavors.yaml --fix-suggestions --diff", "what would be changed"],
        ["openstack flavor list --long -f json | bivouac lint flavors -"],
      ],
      exits: [0, 1, 2, 3, 4],
      load: () => import("./commands/lint/flavors.ts"),
    },
    {
      name: "manifests",
      summary: "check Kubernetes manifests: what admission will refuse, what a quota will not hold",
      description:
        "Checks Kubernetes manifests in YAML or JSON before they are applied: Pod Security Standards, also for the pods of\nworkloads, where the API server only warns; quota and limit range; the event's guard rails; usual mistakes. Offline.\nFiles, folders and patterns; - is the standard input. All mistakes at once.",
      arguments: [["[files...]", "files, folders, patterns, or - (default: files of the configuration)"]],
      options: () => [
        new Option("--event <file>", "event whose guard rails count: the team's quota, limits, policies and hosts"),
        new Option("--team <id>", "team of the event that the manifests belong to"),
        new Option("--around <file>", "manifests that exist in the cluster already; may be given again").argParser(
          again,
        ),
        new Option(
          "--earlier <file>",
          "the same manifests as they were: what cannot be changed in place is found; may be given again",
        ).argParser(again),
        new Option("--license <name>", "of Elastic's stack (default: basic)").choices(["basic", "enterprise"]),
        new Option("--largest-node <cpu,memory>", "what the largest node gives to pods, 16,60Gi: no pod may want more"),
        new Option(
          "--footprint",
          "print as well what each namespace holds once operators have made theirs, against its quota",
        ),
        new Option("--namespace <name>", "of objects that name none (default: the team's, else default)"),
        new Option("--pod-security <level>", "of namespaces whose labels are not known (default: restricted)").choices([
          "privileged",
          "baseline",
          "restricted",
        ]),
        ...fixing(),
        new Option("--kubernetes <version>", "that the manifests are for, 1.36 (default: the newest known)"),
        ...answering(),
        new Option("--all", "show as well what is suppressed"),
        ...known(),
      ],
      examples: [
        ["lint manifests k8s/"],
        ["lint manifests k8s/ --event event.yaml --team nris", "with the team's quota, limits and hosts"],
        ["lint manifests k8s/ --earlier last/ --footprint", "what cannot be changed in place, and what it all takes"],
        ["helm template . | bivouac lint manifests -"],
      ],
      exits: [0, 1, 2],
      load: () => import("./commands/lint/manifests.ts"),
    },
    {
      name: "explain",
      summary: "say what a rule checks, why, and with what example",
      description:
        "Says what a rule checks, what happens to those who ignore it, where that is written, and shows examples.",
      arguments: [["<rule>", "id or name: FL303, spec-unknown, PS203"]],
      examples: [["lint explain FL303"], ["lint explain spec-unknown --json"]],
      exits: [0, 2],
      load: () => import("./commands/lint/explain.ts"),
    },
    {
      name: "rules",
      summary: "list all rules",
      description: "Lists all rules: severity, whether there is a fix, the profiles that switch them on.",
      options: () => [new Option("--format <format>", "of the list").choices(["text", "json"]).default("text")],
      examples: [["lint rules"], ["lint rules --format json"]],
      exits: [0, 2],
      load: () => import("./commands/lint/rules.ts"),
    },
  ],
};

/** An option that may be given again. */
function again(text: string, earlier: readonly string[] | undefined): string[] {
  return [...(earlier ?? []), text];
}

/** The same, with several in one. */
function severalWords(text: string, earlier: readonly string[] | undefined): string[] {
  return [...(earlier ?? []), ...words(text)];
}

function words(text: string): string[] {
  return text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
}
