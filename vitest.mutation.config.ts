// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vitest/config";

// What `make mutation` runs over and over: the unit tests of the linter alone.
const conditions = ["development", "node", "import", "default"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { include: ["test/flavors/**/*.test.ts", "test/lint/**/*.test.ts"], testTimeout: 30_000 },
});
