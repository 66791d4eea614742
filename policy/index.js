// SPDX-License-Identifier: Apache-2.0

// Pulumi's runner of policy packs compiles and checks every .ts file that it requires, whatever PulumiPolicy.yaml says.
// What a module imports it leaves to Node, which runs the TypeScript as it is.
import "./pack.ts";
