// SPDX-License-Identifier: Apache-2.0
export type { OpenStackTeam, VerifyOpenStackOptions } from "./team.ts";
export { verifyOpenStack } from "./verify.ts";
