// SPDX-License-Identifier: Apache-2.0
import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { identify, type TeamIdentity } from "./identity.ts";

export interface TeamProjectArgs extends TeamIdentity {
  /** Name as people know the team; part of the project's description. */
  readonly title: pulumi.Input<string>;
  /** Whom to ask about this project. */
  readonly contact: pulumi.Input<string>;
  /** Password of the team's Keystone user; treated as a secret. */
  readonly password: pulumi.Input<string>;
  /** Id of the role that the user gets in the project, normally `member`. */
  readonly roleId: pulumi.Input<string>;
  /**
   * Leave project, user and role behind on destroy, because volumes that are kept live in them.
   * @default false
   */
  readonly retain?: boolean | undefined;
}

/**
 * A Keystone project with one user of its own and that user's role. One user per team: an application credential is
 * bound to a user, and a user with roles in two projects could reach both.
 * Needs an administrator's provider.
 */
export class TeamProject extends pulumi.ComponentResource {
  public readonly projectId: pulumi.Output<string>;
  public readonly projectName: pulumi.Output<string>;
  public readonly userId: pulumi.Output<string>;
  public readonly userName: pulumi.Output<string>;
  public readonly userDomainId: pulumi.Output<string>;
  /** The user can log in once this exists. */
  public readonly membership: openstack.identity.RoleAssignment;

  public constructor(name: string, args: TeamProjectArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bivouac:openstack:TeamProject", name, {}, opts);
    const child = { parent: this, retainOnDelete: args.retain ?? false };
    const identity = identify(args);

    const project = new openstack.identity.Project(
      `${name}-project`,
      {
        name: identity.name,
        description: pulumi.interpolate`${args.title} (${args.contact}); ${identify(args, "project").description}`,
        tags: identify(args, "project").tags,
      },
      child,
    );

    const user = new openstack.identity.User(
      `${name}-user`,
      {
        name: identity.name,
        description: identify(args, "user").description,
        defaultProjectId: project.id,
        password: pulumi.secret(args.password),
      },
      { ...child, additionalSecretOutputs: ["password"] },
    );

    this.membership = new openstack.identity.RoleAssignment(
      `${name}-membership`,
      {
        projectId: project.id,
        userId: user.id,
        roleId: args.roleId,
      },
      child,
    );

    this.projectId = project.id;
    this.projectName = project.name;
    this.userId = user.id;
    this.userName = user.name;
    this.userDomainId = user.domainId;
    this.registerOutputs({ projectId: this.projectId, userId: this.userId });
  }
}
