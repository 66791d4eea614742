// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { Deployment } from "./deployment.ts";

test("of two runs on one event, one works and the other is told by whom the event is held", async () => {
  const deployment = await Deployment.of(
    { name: "lab-locks", teams: { solo: { title: "Solo", contact: "solo@example.org" } } },
    {},
  );
  try {
    const [one, other] = await Promise.all([deployment.up(), deployment.up()]);
    const codes = [one.result.exitCode, other.result.exitCode];
    expect(codes.toSorted((a, b) => a - b)).toEqual([0, 6]);
    const loser = codes[0] === 6 ? one : other;
    expect(loser.result.reason).toContain(`(pid ${process.pid}) since `);
    expect(loser.events.find((event) => event.type === "finding")).toMatchObject({
      finding: { code: "BV405", hint: `wait for it, or stop it: kill -INT ${process.pid}` },
    });
    expect(loser.result.teams).toEqual([]);
    expect((await deployment.destroy()).result).toMatchObject({ exitCode: 0, leftovers: { owned: [] } });
  } finally {
    await deployment.clean();
  }
});
