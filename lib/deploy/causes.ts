// SPDX-License-Identifier: Apache-2.0

/** A failure that we can name. */
export interface KnownCause {
  readonly code: string;
  readonly pattern: RegExp;
  /** What it is, before the cloud's own words. */
  readonly say?: string | undefined;
  /** The same request may be granted a moment later, and nothing was made by this one. @default false */
  readonly transient?: boolean | undefined;
  /** The request may have been carried out though no answer came. @default false */
  readonly uncertain?: boolean | undefined;
}

/** In order: the first that matches names the failure. One line each in docs/findings/deploy.md. */
export const causes: readonly KnownCause[] = [
  {
    code: "BV425",
    pattern: /no space left on device|read-only file system|disk quota exceeded/i,
    say: "the state cannot be written",
  },
  { code: "BV423", pattern: /incorrect passphrase/i, say: "wrong passphrase" },
  { code: "BV424", pattern: /the stack is currently locked by/i, say: "the stack is locked" },
  { code: "BV429", pattern: /the engine was ended by SIG/ },
  { code: "BV426", pattern: /an unhandled error occurred|the program failed/ },
  {
    code: "BV422",
    pattern: /no resource plugin|could not find plugin|failed to load plugin|plugin .* not found/i,
    say: "a provider plugin is missing",
  },
  { code: "BV410", pattern: /quota|ExceedsAvailableQuota|OverQuota|OverLimit/i, say: "over quota" },
  { code: "BV411", pattern: /No valid host/i, say: "no hypervisor has room" },
  {
    code: "BV412",
    pattern:
      /flavor .*(not|could not be) found|unable to find flavor|FlavorNotFound|Flavor's disk is too small|flavor.*(image|disk).*too small/i,
    say: "the flavor does not do",
  },
  {
    code: "BV413",
    pattern: /image .*(not|could not be) found|ImageNotFound|unable to find image|image .* is not active/i,
    say: "the image does not do",
  },
  {
    code: "BV414",
    pattern:
      /IpAddressGenerationFailure|No more IP addresses|ExternalIpAddressExhausted|ExternalNetworkNotFound|external network .* not found/i,
    say: "no address left",
  },
  {
    code: "BV428",
    pattern:
      /(Expected HTTP response code|got) .*409.*(in use|still has|has active|have active|one or more ports|RouterInUse)|RouterInUse|NetworkInUse|SubnetInUse/is,
    say: "something else still uses it",
    transient: true,
  },
  {
    code: "BV419",
    pattern: /timeout while waiting for state|context deadline exceeded|timed out waiting/i,
    say: "it did not become ready in time",
    uncertain: true,
  },
  {
    code: "BV418",
    pattern: /but got (500|502|504) instead|EOF|connection reset|broken pipe|TLS handshake timeout/i,
    say: "the answer was lost",
    transient: true,
    uncertain: true,
  },
  {
    code: "BV418",
    pattern: /but got (429|503) instead|too many requests|service unavailable/i,
    say: "the cloud is busy",
    transient: true,
    uncertain: true,
  },
  {
    code: "BV428",
    pattern: /RetriableConflict|ConcurrentUpdate|try again|StaleDataError|being modified/i,
    say: "someone changes it at the same time",
    transient: true,
  },
  { code: "BV417", pattern: /but got 409 instead|already exists|Conflict/i, say: "it clashes with what is there" },
  {
    code: "BV415",
    pattern: /but got 401 instead|Unauthorized|authentication required|requires authentication/i,
    say: "not let in",
  },
  {
    code: "BV421",
    pattern: /unreachable|configured Kubernetes cluster|failed to read kubeconfig|unable to load schema information/i,
    say: "the cluster cannot be reached",
  },
  {
    code: "BV416",
    pattern:
      /connection refused|no such host|network is unreachable|i\/o timeout|unable to determine .*endpoint|No suitable endpoint/i,
    say: "the cloud cannot be reached",
    transient: false,
  },
  {
    code: "BV420",
    pattern: /is forbidden|admission webhook|denied the request|is invalid:/i,
    say: "the cluster refused it",
  },
  { code: "BV415", pattern: /but got 403 instead|Forbidden|not authorized/i, say: "not allowed" },
];
