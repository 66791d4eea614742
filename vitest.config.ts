// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vitest/config";

// Two tiers: `unit` needs no network and no server; `lab` runs against the real OpenStack and Kubernetes of lab/.
export default defineConfig({
  resolve: { conditions: ["development", "node", "import", "default"] },
  ssr: { resolve: { conditions: ["development", "node", "import", "default"] } },
  test: {
    pool: "forks",
    reporters: ["default", "./test/harness/summary-reporter.ts"],
    coverage: { provider: "v8", include: ["lib/**"], reporter: ["text-summary", "json-summary"] },
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["test/**/*.test.ts"], exclude: ["test/lab/**"], testTimeout: 300_000 },
      },
      {
        extends: true,
        test: {
          name: "lab",
          include: ["test/lab/**/*.test.ts"],
          globalSetup: ["test/lab/global-setup.ts"],
          testTimeout: 900_000,
          hookTimeout: 900_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
