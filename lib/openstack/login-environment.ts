// SPDX-License-Identifier: Apache-2.0

/**
 * Variables that the OpenStack provider prefers over, or mixes into, a team's own login. Harmless ones, such as
 * OS_CLIENT_CONFIG_FILE and OS_REGION_NAME, are not among them.
 * @see https://github.com/gophercloud/utils openstack/clientconfig/requests.go
 */
export const loginVariables: readonly string[] = [
  "OS_CLOUD",
  "OS_TOKEN",
  "OS_AUTH_TOKEN",
  "OS_USER_ID",
  "OS_USER_DOMAIN_NAME",
  "OS_DOMAIN_ID",
  "OS_DOMAIN_NAME",
  "OS_APPLICATION_CREDENTIAL_ID",
  "OS_APPLICATION_CREDENTIAL_NAME",
  "OS_APPLICATION_CREDENTIAL_SECRET",
  "OS_SYSTEM_SCOPE",
];

/** Those of {@link loginVariables} that are set, sorted. Run the engine without them. */
export function conflictingVariables(environment: Readonly<Record<string, string | undefined>>): string[] {
  return loginVariables.filter((name) => (environment[name] ?? "") !== "").toSorted();
}
