// SPDX-License-Identifier: Apache-2.0
import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { identify, type TeamIdentity } from "./identity.ts";

/** Where and how to reach Keystone: what the administrator's `clouds.yaml` entry says, without the login. */
export interface KeystoneEndpoint {
  readonly authUrl: string;
  /** @default the cloud's only region */
  readonly region?: string | undefined;
  /** CA bundle of the cloud. @default the system's */
  readonly cacertFile?: string | undefined;
  /** Do not verify certificates. @default false */
  readonly insecure?: boolean | undefined;
  /** Which of the catalogue's endpoints to use. @default public */
  readonly endpointType?: string | undefined;
}

export interface TeamLoginArgs extends TeamIdentity {
  readonly endpoint: KeystoneEndpoint;
  readonly projectId: pulumi.Input<string>;
  readonly userName: pulumi.Input<string>;
  readonly userDomainId: pulumi.Input<string>;
  readonly password: pulumi.Input<string>;
  /** When the team's credential ends, ISO 8601. */
  readonly expiresAt: string;
  /** Names of the roles that the credential carries. @default ["member"] */
  readonly roles?: readonly string[] | undefined;
  /** What must exist before the team's user can log in and create: role assignment, quotas. */
  readonly after?: readonly pulumi.Resource[] | undefined;
}

/**
 * The team's way into its project: a provider that logs in as the team's own user, and an application credential for
 * the team's people, restricted (it cannot make further credentials) and bounded in time.
 */
export class TeamLogin extends pulumi.ComponentResource {
  /** Provider scoped to the team's project. */
  public readonly provider: openstack.Provider;
  public readonly credentialId: pulumi.Output<string>;
  /** Secret. */
  public readonly credentialSecret: pulumi.Output<string>;
  /**
   * Resolves once the login is known to have landed in the team's project; let everything in the project depend on it.
   * The provider prefers `OS_CLOUD` and its like in the plugin's environment over its own settings: then objects
   * would silently be made in the administrator's project.
   */
  public readonly verified: pulumi.Output<pulumi.Resource>;

  public constructor(name: string, args: TeamLoginArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bivouac:openstack:TeamLogin", name, {}, opts);
    const { endpoint } = args;

    this.provider = new openstack.Provider(
      `${name}-login`,
      {
        // An empty string keeps the SDK from filling in OS_CLOUD.
        cloud: "",
        authUrl: endpoint.authUrl,
        ...(endpoint.region === undefined ? {} : { region: endpoint.region }),
        ...(endpoint.cacertFile === undefined ? {} : { cacertFile: endpoint.cacertFile }),
        ...(endpoint.insecure === undefined ? {} : { insecure: endpoint.insecure }),
        ...(endpoint.endpointType === undefined ? {} : { endpointType: endpoint.endpointType }),
        tenantId: args.projectId,
        userName: args.userName,
        userDomainId: args.userDomainId,
        password: pulumi.secret(args.password),
        allowReauth: true,
      },
      { parent: this, dependsOn: [...(args.after ?? [])] },
    );

    const identity = identify(args, "credential");
    const credential = new openstack.identity.ApplicationCredential(
      `${name}-credential`,
      {
        name: identity.name,
        description: identity.description,
        roles: [...(args.roles ?? ["member"])],
        unrestricted: false,
        expiresAt: wholeSeconds(args.expiresAt),
      },
      {
        parent: this,
        provider: this.provider,
        additionalSecretOutputs: ["secret"],
        // The name is unique per user, so the old one has to go first.
        deleteBeforeReplace: true,
      },
    );

    this.credentialId = credential.id;
    this.credentialSecret = pulumi.secret(credential.secret);
    this.verified = pulumi.all([args.projectId, credential.projectId]).apply(([wanted, got]) => {
      if (wanted === got) return credential;
      throw new pulumi.RunError(
        `team ${args.team}: the login of the team's user landed in project ${got} in place of ${wanted}: an OS_ variable in the ` +
          "environment of the OpenStack plugin overrides it. Unset OS_CLOUD, OS_TOKEN and OS_APPLICATION_CREDENTIAL_* and run again.",
      );
    });
    this.registerOutputs({ credentialId: this.credentialId });
  }
}

/** As Keystone answers it, so that a refresh sees no difference. */
function wholeSeconds(instant: string): string {
  return new Date(instant).toISOString().replace(/\.\d+Z$/, "Z");
}
