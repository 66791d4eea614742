// SPDX-License-Identifier: Apache-2.0
// The floors of ARCHITECTURE.md as rules: imports go down only, folders meet through their doors, no cycle.

const rooms = ["model", "lint", "flavors", "manifests", "planning", "files", "openstack", "kubernetes", "bridge", "live", "verify", "environment", "deploy", "cli", "vitest"];

/** room → rooms of ours that it may import. */
const below = {
  model: [],
  lint: ["model"],
  flavors: ["model", "lint"],
  planning: ["model", "flavors"],
  files: ["model", "lint", "flavors", "planning"],
  openstack: ["model", "lint", "flavors", "planning"],
  manifests: ["model", "lint"],
  kubernetes: ["model", "lint", "manifests"],
  bridge: [],
  live: ["model", "lint", "flavors", "planning"],
  environment: ["model", "lint", "flavors", "planning", "files", "openstack", "kubernetes", "bridge", "live"],
  deploy: ["model", "lint", "flavors", "planning", "files", "environment", "live"],
  verify: ["model", "lint", "manifests", "planning", "live"],
  vitest: ["model", "lint", "flavors", "manifests"],
  cli: ["model", "lint", "flavors", "manifests", "planning", "files", "kubernetes", "live", "verify", "environment", "deploy"],
};

const floors = rooms.map((room) => ({
  name: `floor-${room}`,
  comment: `lib/${room} may import ${below[room].join(", ") || "nothing of ours"}`,
  severity: "error",
  from: { path: `^lib/${room}/` },
  to: { path: "^lib/", pathNot: `^lib/(${[room, ...below[room]].join("|")})/` },
}));

const packages = { pulumi: "node_modules/@pulumi/", cdk8s: "node_modules/cdk8s" };
const mayNot = [
  [/* pure floors */ "model|lint|flavors|manifests|vitest|planning|files|kubernetes|live|verify", packages.pulumi],
  ["model|lint|flavors|manifests|planning|files|openstack|live|verify|deploy", packages.cdk8s],
];

export default {
  forbidden: [
    { name: "no-cycle", severity: "error", from: {}, to: { circular: true } },
    ...floors,
    {
      name: "doors-only",
      comment: "folders meet only through their index.ts, or light.ts, which loads no zod",
      severity: "error",
      from: { path: "^lib/([^/]+)/" },
      to: { path: "^lib/[^/]+/.+", pathNot: ["^lib/$1/", "^lib/[^/]+/(index|light)\\.ts$"] },
    },
    ...mayNot.map(([from, to]) => ({ name: `no-${to.split("/")[1]}-in-pure-rooms`, severity: "error", from: { path: `^lib/(${from})/` }, to: { path: to } })),
    {
      name: "cli-loads-the-engine-lazily",
      severity: "error",
      from: { path: "^lib/cli/" },
      to: { path: ["^lib/(kubernetes|live|verify|environment|deploy)/", packages.pulumi, packages.cdk8s], dependencyTypesNot: ["dynamic-import", "type-only"], dynamic: false },
    },
    {
      name: "lint-loads-no-schema",
      comment: "bivouac lint starts without zod: lib/model/light.ts has what the linter needs",
      severity: "error",
      from: { path: "^lib/(lint|flavors|manifests|vitest)/" },
      to: { path: "^lib/model/index\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    { name: "model-has-no-files", severity: "error", from: { path: "^lib/(model|lint|flavors|manifests|planning)/" }, to: { path: "^(node:)?(fs|path|child_process|net|http)(/|$)" } },
    // Those who import the matchers have vitest.
    { name: "no-dev-dependency", severity: "error", from: { path: "^lib/", pathNot: "^lib/vitest/" }, to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["npm-peer"] } },
    {
      name: "objects-without-cdk8s",
      comment: "what an object holds is said once, as plain data: lib/kubernetes/objects is used without cdk8s too",
      severity: "error",
      from: { path: "^lib/kubernetes/(objects/|light\\.ts)" },
      to: { path: packages.cdk8s, dependencyTypesNot: ["type-only"] },
    },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["development", "import", "node", "default"] },
  },
};
