// SPDX-License-Identifier: Apache-2.0
export { Catalogue, type Asker } from "./catalogue.ts";
export { EventFlavors, type EventFlavorsArgs } from "./event-flavors.ts";
export { FlavorAccess, type FlavorAccessArgs } from "./flavor-access.ts";
export { identify, type ObjectIdentity, type TeamIdentity } from "./identity.ts";
export { conflictingVariables, loginVariables } from "./login-environment.ts";
export { ServerGroup, type ServerGroupArgs } from "./server-group.ts";
export { keypairName, TeamKeypairs, type TeamKeypairsArgs } from "./team-keypairs.ts";
export { TeamLogin, type KeystoneEndpoint, type TeamLoginArgs } from "./team-login.ts";
export { TeamNetwork, type TeamNetworkArgs } from "./team-network.ts";
export { TeamProject, type TeamProjectArgs } from "./team-project.ts";
export { TeamQuotas, type TeamQuotasArgs } from "./team-quotas.ts";
export { cloudConfig, userDataLimit } from "./user-data.ts";
export { VirtualMachine, type VirtualMachineArgs } from "./virtual-machine.ts";
export { VmSecurityGroup, type VmSecurityGroupArgs } from "./vm-security-group.ts";
