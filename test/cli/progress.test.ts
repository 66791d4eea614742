// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createContext, type Io } from "../../lib/cli/context.ts";
import { liveProgress } from "../../lib/cli/report/progress-live.ts";
import { lineProgress } from "../../lib/cli/report/progress-lines.ts";
import { changesText } from "../../lib/cli/report/progress.ts";
import { summary } from "../../lib/cli/report/summary.ts";
import type { DeployEvent, DeployNews, RunResult } from "../../lib/deploy/index.ts";

const start = Date.parse("2022-11-07T08:00:00Z");
const none = { create: 0, update: 0, replace: 0, delete: 0, same: 0 };

function screen(options: { terminal?: boolean } = {}): { io: Io; text: () => string } {
  let text = "";
  const stdout = { write: (part: string) => (text += part), isTTY: options.terminal, columns: 60 };
  const io = {
    stdout,
    stderr: stdout,
    stdin: process.stdin,
    env: { NO_COLOR: "1" },
    cwd: "/",
    now: () => new Date(start),
  };
  return { io, text: () => text };
}

const at = (seconds: number, news: DeployNews): DeployEvent => ({
  at: new Date(start + seconds * 1000).toISOString(),
  ...news,
});

const story: readonly DeployEvent[] = [
  at(0, { type: "run-start", event: "lugano", teams: ["nris", "dwdi"] }),
  at(1, { type: "stage", name: "preflight", detail: "both clouds" }),
  at(2, { type: "team-start", team: "nris" }),
  at(2, { type: "resource", team: "nris", action: "create", resource: "network", state: "start" }),
  at(5, { type: "resource", team: "nris", action: "create", resource: "network", state: "done", seconds: 3 }),
  at(5, { type: "resource", team: "nris", action: "same", resource: "project", state: "done", seconds: 0 }),
  at(6, { type: "resource", team: "dwdi", action: "create", resource: "server web-0", state: "start" }),
  at(7, { type: "team-done", team: "nris", ok: true, seconds: 5, changes: { ...none, create: 1, same: 1 } }),
];

beforeEach(() => void vi.useFakeTimers({ now: start }));
afterEach(() => void vi.useRealTimers());

describe("lines, where nobody watches", () => {
  it("one a change, none for what is unchanged", () => {
    const { io, text } = screen();
    const progress = lineProgress(createContext(io, {}, "up"));
    for (const event of story) progress.onEvent(event);
    progress.close();
    expect(text()).toBe(
      [
        "• lugano: 2 teams",
        "• preflight: both clouds",
        "    nris  created network (3.0 s)",
        "  ✓ nris  1 created, 1 unchanged in 5.0 s",
        "",
      ].join("\n"),
    );
  });

  it("every 30 s a sign of life with what is waited for and how long", () => {
    const { io, text } = screen();
    const progress = lineProgress(createContext(io, {}, "up"));
    for (const event of story) progress.onEvent(event);
    const before = text().length;
    vi.advanceTimersByTime(36_000);
    expect(text().slice(before)).toBe(
      "  … 30 s: 1 of 2 teams done, 1 working; preflight: both clouds\n  …   dwdi: create server web-0 24 s\n",
    );
    progress.close();
    vi.advanceTimersByTime(90_000);
    expect(text().slice(before).split("\n")).toHaveLength(3);
  });

  it("a failure with its cause, and findings with their fix", () => {
    const { io, text } = screen();
    const progress = lineProgress(createContext(io, {}, "up"));
    progress.onEvent(
      at(1, {
        type: "resource",
        team: "dwdi",
        action: "create",
        resource: "volume es-0",
        state: "failed",
        seconds: 2,
        detail: "413 quota",
      }),
    );
    progress.onEvent(
      at(1, {
        type: "finding",
        finding: { code: "BV309", severity: "warning", message: "clock is off", hint: "set it" },
      }),
    );
    progress.close();
    expect(text()).toBe(
      "  ✗ dwdi  create volume es-0: 413 quota (2.0 s)\nwarning BV309 clock is off\n   help: set it\n",
    );
  });
});

describe("a table, in a terminal", () => {
  it("folds what is ready, shows each working team's longest wait, and cuts at the edge", () => {
    const { io, text } = screen({ terminal: true });
    const progress = liveProgress(createContext(io, {}, "up"));
    for (const event of story) progress.onEvent(event);
    vi.setSystemTime(start + 16_000);
    progress.onEvent(at(16, { type: "team-wait", team: "dwdi", resource: "server web-0", seconds: 10 }));
    progress.close();
    const last = text().slice(text().lastIndexOf("\u001b[0J") + 4);
    expect(last.replaceAll(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/g, "*")).toBe(
      "✓ 1 of 2 teams done, 16 s\n* dwdi      0 done, create server web-0 10 s\n",
    );
  });

  it("redraws in place and leaves notes above", () => {
    const { io, text } = screen({ terminal: true });
    const progress = liveProgress(createContext(io, {}, "up"));
    progress.onEvent(story[0] as DeployEvent);
    vi.advanceTimersByTime(200);
    progress.note("Interrupted");
    progress.close();
    expect(text()).toContain("\u001b[2A\r\u001b[0JInterrupted\n");
    const before = text();
    vi.advanceTimersByTime(1000);
    expect(text()).toBe(before);
  });
});

describe("the summary", () => {
  const context = createContext(screen().io, {}, "up");
  const failed: RunResult = {
    exitCode: 5,
    reason: "1 of 2 teams failed",
    seconds: 252,
    kept: ["volume lugano-dwdi-es-0"],
    teams: [
      { team: "nris", ok: true, seconds: 60, changes: { ...none, create: 22 } },
      {
        team: "dwdi",
        ok: false,
        seconds: 70,
        changes: { ...none, create: 3 },
        error: {
          code: "BV411",
          cause: "volume es-0: Cinder 413 (req-6f)",
          exists: ["project", "network"],
          missing: ["volume es-0"],
          log: ".bivouac/lugano/logs/dwdi.log",
          resume: "bivouac up event.yaml --team dwdi",
        },
      },
    ],
  };

  it("of a run with a failure: cause first, what exists, what misses, log, resume", () => {
    expect(summary(failed, { context, command: "up", file: "event.yaml", title: "Lugano" })).toEqual([
      "",
      "   TEAM  CHANGES      TIME",
      "✓  nris  22 created  1m00s",
      "✗  dwdi  3 created   1m10s",
      "",
      "✗ dwdi  BV411  volume es-0: Cinder 413 (req-6f)",
      "    has:    project and network",
      "    misses: volume es-0",
      "    log:    .bivouac/lugano/logs/dwdi.log",
      "    then:   bivouac up event.yaml --team dwdi",
      "",
      "Kept on purpose: volume lugano-dwdi-es-0",
      "Lugano: 1 ready, 1 failed in 4m12s.",
      "  look:        bivouac status event.yaml",
      "  hand out:    bivouac credentials event.yaml --team nris",
      "  take away:   bivouac destroy event.yaml",
    ]);
  });

  it("of a removal: the proof", () => {
    const result: RunResult = {
      exitCode: 0,
      reason: "done",
      seconds: 31,
      kept: [],
      teams: [{ team: "nris", ok: true, seconds: 30, changes: { ...none, delete: 35 } }],
      leftovers: { owned: [], asked: 214, unreadable: [], notAsked: ["dns: no endpoint"], foreignUnchanged: 1302 },
    };
    expect(summary(result, { context, command: "destroy", file: "event.yaml", title: "Lugano" }).slice(-4)).toEqual([
      "0 owned objects left in both clouds (214 lists asked, 0 unreadable). 1,302 foreign objects unchanged.",
      "  not asked: dns: no endpoint",
      "Lugano: 1 team gone in 31 s.",
      "  bring back:  bivouac up event.yaml",
    ]);
  });

  it("names what is left over", () => {
    const result: RunResult = {
      exitCode: 1,
      reason: "1 left",
      seconds: 31,
      kept: [],
      teams: [{ team: "nris", ok: true, seconds: 30, changes: none }],
      leftovers: {
        owned: [{ service: "compute", kind: "server", id: "7c", name: "lugano-nris-web-0", team: "nris" }],
        asked: 9,
        unreadable: ["network ports: 503"],
        notAsked: [],
        foreignUnchanged: undefined,
      },
    };
    expect(summary(result, { context, command: "destroy", file: "event.yaml", title: "Lugano" })).toEqual(
      expect.arrayContaining([
        "Left over: compute server lugano-nris-web-0 (7c), team nris",
        "1 owned object left in both clouds (9 lists asked, 1 unreadable).",
        "  unreadable: network ports: 503",
      ]),
    );
  });

  it("is empty when the run stopped before any team", () => {
    expect(
      summary(
        { exitCode: 6, reason: "held", teams: [], kept: [], seconds: 0 },
        { context, command: "up", file: "event.yaml", title: "Lugano" },
      ),
    ).toEqual([]);
  });
});

it("counts changes in words", () => {
  expect(changesText(none)).toBe("nothing to do");
  expect(changesText({ create: 1, update: 2, replace: 3, delete: 4, same: 5 })).toBe(
    "1 created, 2 updated, 3 replaced, 4 deleted, 5 unchanged",
  );
});
