// SPDX-License-Identifier: Apache-2.0
import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { teamPassword } from "../../lib/environment/index.ts";
import { reusable } from "../../lib/environment/kubeconfig.ts";
import { teamKubeconfig } from "../../lib/live/index.ts";
import { token } from "./bench.ts";

describe("a team's password", () => {
  test("comes from seed and team alone", () => {
    expect(teamPassword("seed", "camp-nris")).toBe(
      createHmac("sha256", "seed").update("camp-nris/user").digest("base64url"),
    );
    expect(new Set([teamPassword("seed", "a"), teamPassword("seed", "b"), teamPassword("other", "a")]).size).toBe(3);
  });
});

function file(uid: string, expires: string): string {
  return teamKubeconfig({
    cluster: { server: "https://c", verify: true },
    name: "n",
    namespace: "n",
    token: token(uid, expires, 1),
  });
}

describe("an earlier token", () => {
  const [now, end] = [Date.parse("2091-11-08T00:00:00Z"), "2091-11-10T17:00:00Z"];

  test.each([
    ["is kept", { kubeconfig: file("u", end), credentialsExpire: end }, true],
    [
      "is kept when the apiserver granted less than was asked",
      { kubeconfig: file("u", "2091-11-09T00:00:00Z"), credentialsExpire: end },
      true,
    ],
    ["goes with its account", { kubeconfig: file("other", end), credentialsExpire: end }, false],
    [
      "goes when another end is asked for",
      { kubeconfig: file("u", end), credentialsExpire: "2091-11-09T17:00:00Z" },
      false,
    ],
    ["goes in its last hour", { kubeconfig: file("u", "2091-11-08T00:59:00Z"), credentialsExpire: end }, false],
    ["goes when it is no token", { kubeconfig: "users: [{user: {token: x}}]", credentialsExpire: end }, false],
    ["is not there at first", {}, false],
  ])("%s", (_, earlier, kept) => {
    expect(reusable(earlier, "u", end, now) !== undefined).toBe(kept);
  });
});
