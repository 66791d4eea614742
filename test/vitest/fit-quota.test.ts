// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { manifestMatchers } from "../../lib/vitest/index.ts";

expect.extend(manifestMatchers);

const web = (replicas: number) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web" },
  spec: {
    replicas,
    template: { spec: { containers: [{ name: "web", resources: { requests: { cpu: "1" }, limits: { cpu: "1" } } }] } },
  },
});
const hard = { "requests.cpu": "3", pods: 10 };

test("fits, by bounds or by objects", () => {
  expect(web(2)).toFitQuota({ hard });
  expect([web(2)]).toFitQuota([{ apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "q" }, spec: { hard } }]);
  expect([web(4)]).not.toFitQuota({ hard });
});

test("says what does not fit, with a table", () => {
  expect(() => expect(web(4)).toFitQuota({ hard })).toThrow(
    [
      "expected the objects to fit the quota:",
      "  error QF103 Deployment web: all objects need 4 requests.cpu, the quota team allows 3 (seen: 4, of it 4 by Deployment web; allowed: at most 3; the smallest quota that fits is requests.cpu: 4; or ask for less)",
      "  resource      needed  quota",
      "  requests.cpu  4       3      over",
      "  pods          4       10",
    ].join("\n"),
  );
});
