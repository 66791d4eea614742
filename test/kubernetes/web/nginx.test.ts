// SPDX-License-Identifier: Apache-2.0
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { headerFaults, nginxConfig } from "../../../lib/kubernetes/web/nginx.ts";
import { upstreamOf } from "../../../lib/kubernetes/web/target.ts";
import { config, directives } from "./nginx-reader.ts";

const base = { event: "lugano-2022", team: "met_eo" };
const plain = directives(config({})).length;

test.prop([fc.string({ unit: "binary-ascii", maxLength: 60 })])("no value of a header adds a directive", (value) => {
  if (headerFaults({ "X-A": value }).length > 0) return;
  const found = directives(config({ "X-A": value }));
  expect(found).toHaveLength(plain + 1);
  expect(found).toContainEqual(["proxy_set_header", "X-A", value]);
});

test.prop([
  fc.oneof(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string({ unit: "binary-ascii" })),
])("no url adds a directive", (url) => {
  const upstream = upstreamOf(base, { url });
  if (upstream === undefined) return;
  expect(
    directives(
      nginxConfig({ listen: 1, origin: upstream.origin, hostHeader: upstream.host, headers: {}, timeoutSeconds: 1 }),
    ).length,
  ).toBe(plain - (upstream.origin.startsWith("https:") ? 0 : 4));
});
