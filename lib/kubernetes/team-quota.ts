// SPDX-License-Identifier: Apache-2.0
import { Construct } from "constructs";
import { kubeObject } from "./api.ts";
import { quotaFaults } from "./objects/quota-faults.ts";
import { hardLimits, teamQuota, type TeamQuotaProps } from "./objects/quota.ts";

/**
 * What a team may use: a ResourceQuota over the namespace and a LimitRange that gives each container limits, without which the quota
 * would refuse it. It begins with a size, on which single values are laid. Services that open ports of nodes or order load balancers
 * are allowed only in the number that is asked for.
 */
export class TeamQuota extends Construct {
  /** `spec.hard` of the ResourceQuota. */
  readonly hard: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: TeamQuotaProps) {
    super(scope, id);
    this.hard = hardLimits(props);
    this.node.addValidation({ validate: () => quotaFaults(props) });
    const { quota, limits } = teamQuota(props);
    kubeObject(this, "Resource", quota);
    kubeObject(this, "Limits", limits);
  }
}
