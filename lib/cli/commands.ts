// SPDX-License-Identifier: Apache-2.0
import { InvalidArgumentError, Option } from "commander";
import type { CommandSpec } from "./command.ts";
import { lintCommand } from "./lint-commands.ts";

const event = ["[event]", "event file, or the folder that holds event.yaml"] as const;
const team = (what: string): Option =>
  new Option("-t, --team <id>", `${what}; may be given again, or as a,b`).argParser(teamIds);
const before = "Before the event:";
const during = "The event:";
const tools = "Tools:";

export const commands: readonly CommandSpec[] = [
  {
    name: "validate",
    group: before,
    summary: "check event files; all mistakes at once",
    description:
      "Checks event files and the flavors files they name. Reads files only: no cloud, no engine.\nEach finding says where, what was seen, what is allowed and what to do next.",
    arguments: [["[event...]", "event files, or folders that hold event.yaml"]],
    options: () => [
      new Option("--format <format>", "text, json (as --json) or github (annotations of a workflow run)")
        .choices(["text", "json", "github"])
        .default("text"),
      new Option("--fail-on <severity>", "least severity that makes the answer no")
        .choices(["error", "warning"])
        .default("error"),
    ],
    examples: [
      ["validate examples/lugano-2022/event.yaml"],
      ["validate events/*/event.yaml --format github", "in a workflow: findings appear beside the lines"],
    ],
    exits: [0, 1, 2],
    load: () => import("./commands/validate.ts"),
  },
  lintCommand,
  {
    name: "plan",
    group: before,
    summary: "what each team would get, and the totals",
    description:
      "Shows what each team would get and what the event needs in all. No cloud is touched and nothing is written.\nTeams that get the same are folded into one line.",
    arguments: [event],
    options: () => [
      team("show these teams in full"),
      new Option("--full", "show every team in full"),
      new Option("--check", "exit 1 when the plan differs from event.lock.yaml"),
    ],
    examples: [
      ["plan event.yaml"],
      ["plan event.yaml --team nris", "all that team nris would get"],
      ["plan event.yaml --json"],
    ],
    exits: [0, 1, 2],
    load: () => import("./commands/plan.ts"),
  },
  {
    name: "synth",
    group: before,
    summary: "write the Kubernetes objects as YAML, for GitOps",
    description:
      "Writes the Kubernetes objects of each team as YAML, the same objects that `up` makes.\nA value that is known only after deployment is a finding, never silent text.",
    arguments: [event],
    options: () => [
      team("only these teams"),
      new Option("-o, --out <dir>", "folder to write <team>.yaml into").default("dist/manifests"),
      new Option("--stdout", "print the YAML instead of writing files"),
    ],
    examples: [
      ["synth event.yaml --out manifests"],
      ["synth event.yaml --team nris --stdout | kubectl apply --dry-run=server -f -"],
    ],
    exits: [0, 1, 2],
    load: () => import("./commands/synth.ts"),
  },
  {
    name: "doctor",
    group: before,
    summary: "check this machine and both clouds",
    description:
      "Runs every check that `up` runs before it starts, cheapest first, and never stops at the first fault:\nwhat, what was seen, what is needed, how to fix it.",
    arguments: [event],
    examples: [
      ["doctor", "this machine, and the clouds of ./event.yaml if there is one"],
      ["doctor event.yaml", "and the clouds that the event names"],
    ],
    exits: [0, 1, 2],
    load: () => import("./commands/doctor.ts"),
  },
  {
    name: "up",
    group: during,
    summary: "bring the event up, or what is missing of it",
    description:
      "Brings up the event: one stack per team and one for what they share, in parallel.\nOne failing team never stops the others. Running it again makes only what is missing.\nCtrl-C finishes what is in flight and says how to go on; Ctrl-C twice stops at once.",
    arguments: [event],
    options: () => [team("only these teams"), parallel(), new Option("-y, --yes", "never ask (up asks nothing today)")],
    examples: [
      ["up event.yaml"],
      ["up event.yaml --team nris", "one team, for example after it failed"],
      ["up event.yaml --json", "one JSON event a line, the result last"],
    ],
    exits: [0, 1, 2, 3, 4, 5, 6, 130],
    load: () => import("./commands/up.ts"),
  },
  {
    name: "status",
    group: during,
    summary: "what both clouds really hold, team by team",
    description:
      "Asks both clouds, not the state: servers, floating IPs, namespaces, quota used, and when the credentials end.",
    arguments: [event],
    options: () => [
      team("only these teams"),
      new Option("-w, --watch [seconds]", "ask again until all teams are ready").preset("10").argParser(seconds),
    ],
    examples: [
      ["status event.yaml"],
      ["status event.yaml --watch"],
      ["status event.yaml --json | jq '.teams[] | select(.ready | not) | .team'"],
    ],
    exits: [0, 1, 2, 3, 4, 130],
    load: () => import("./commands/status.ts"),
  },
  {
    name: "verify",
    group: during,
    summary: "prove that each team is held in, and let in",
    description:
      "Asks both clouds with each team's own credentials what it can do, and whether the rest is refused:\nother teams' things, the cluster's own, more than the quota. Nothing is changed. One red probe is no go;\ndocs/verify.md explains each code.",
    arguments: [event],
    options: () => [
      team("only these teams; they are still tried against all others"),
      new Option("--format <format>", "table, json (as --json) or junit")
        .choices(["table", "json", "junit"])
        .default("table"),
      new Option("-o, --out <file>", "write the answer in that format to a file, and print the table"),
      new Option("--kubernetes-only", "leave out OpenStack"),
      new Option("--openstack-only", "leave out Kubernetes"),
    ],
    examples: [
      ["verify event.yaml", "before the event: go or no go"],
      ["verify event.yaml --team nris --kubernetes-only"],
      ["verify event.yaml --format junit --out verify.xml", "in a pipeline: a suite a team"],
    ],
    exits: [0, 1, 2, 3, 4, 130],
    load: () => import("./commands/verify.ts"),
  },
  {
    name: "credentials",
    group: during,
    summary: "write a team's kubeconfig and clouds.yaml, or end them",
    description:
      "Writes what a team needs to log in: kubeconfig and clouds.yaml, readable by you alone (0600).\nBoth end with the event. They never appear in logs or on the command line.\nA kubeconfig that got into wrong hands is ended by --revoke within seconds, every copy of it; --reissue makes a new one.",
    arguments: [event],
    options: () => [
      team("whose credentials").makeOptionMandatory(),
      new Option(
        "-o, --out <dir>",
        "folder to write <team>/ into (default: .bivouac/<event>/credentials beside the event file)",
      ),
      new Option("--revoke", "end the teams' kubeconfigs now; write nothing").conflicts("reissue"),
      new Option("--reissue", "end them, bring the teams up once more and write the new ones"),
    ],
    examples: [
      ["credentials event.yaml --team nris"],
      ["credentials event.yaml --team nris --reissue", "after a kubeconfig was pasted into a chat"],
      ["credentials event.yaml --team nris --team dwdi --out hand-out"],
    ],
    exits: [0, 1, 2, 3, 4, 5, 6, 130],
    load: () => import("./commands/credentials.ts"),
  },
  {
    name: "destroy",
    group: during,
    summary: "take everything away again",
    description:
      "Deletes everything that the event owns in both clouds; data volumes as each team's teardown policy says.\nAsks for the event's name first. Ends by asking the clouds what is left.",
    arguments: [event],
    options: () => [team("only these teams"), parallel(), new Option("-y, --yes", "do not ask")],
    examples: [["destroy event.yaml"], ["destroy event.yaml --team nris --yes"]],
    exits: [0, 1, 2, 3, 4, 5, 6, 130],
    load: () => import("./commands/destroy.ts"),
  },
  {
    name: "lab",
    group: tools,
    summary: "a real OpenStack and Kubernetes on this machine",
    description:
      "Starts, stops and shows the lab: a real OpenStack and a real Kubernetes control plane on loopback,\nfor trying an event out. Needs a checkout of bivouac. More options: bivouac lab <up|down|status> --help.",
    raw: true,
    arguments: [
      ["[action]", "up, down or status"],
      ["[parts...]", "given to the lab's own script"],
    ],
    examples: [["lab up"], ["lab status"], ["lab down"]],
    exits: [0, 1, 2],
    load: () => import("./commands/lab.ts"),
  },
  {
    name: "completion",
    group: tools,
    summary: "print a completion script for your shell",
    description:
      "Prints the completion script of a shell. It completes commands, options, files and the team ids of the event file.",
    arguments: [["<shell>", "bash, zsh or fish"]],
    examples: [
      ["completion bash > ~/.local/share/bash-completion/completions/bivouac"],
      ['completion zsh > "${fpath[1]}/_bivouac"'],
      ["completion fish > ~/.config/fish/completions/bivouac.fish"],
    ],
    exits: [0, 2],
    load: () => import("./commands/completion.ts"),
  },
  {
    name: "version",
    group: tools,
    summary: "print the version and where bivouac runs from",
    description: "Prints the version of bivouac, where it runs from, and the Node that runs it.",
    exits: [0],
    load: () => import("./commands/version.ts"),
  },
  {
    name: "__complete",
    hidden: true,
    raw: true,
    summary: "",
    description: "",
    arguments: [["[words...]", ""]],
    load: async () => {
      const { complete } = await import("./commands/complete.ts");
      return { run: (context, values) => complete(context, values, commands) };
    },
  },
];

/** Not variadic: `--team nris event.yaml` must not take the file for a team. */
function teamIds(text: string, earlier: readonly string[] | undefined): string[] {
  return [
    ...new Set([
      ...(earlier ?? []),
      ...text
        .split(",")
        .map((id) => id.trim())
        .filter((id) => id !== ""),
    ]),
  ];
}

function parallel(): Option {
  return new Option("-p, --parallel <n>", "teams at the same time").argParser((text) => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < 1 || number > 64)
      throw new InvalidArgumentError("It must be a whole number from 1 to 64.");
    return number;
  });
}

function seconds(text: string): number {
  const number = Number(text);
  if (!Number.isFinite(number) || number < 1 || number > 3600)
    throw new InvalidArgumentError("It must be seconds, from 1 to 3600.");
  return number;
}
