// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from "node:crypto";
import {
  type CloudConfig,
  type OpenStack,
  asUser,
  connect,
  findCloud,
  removeLeftovers,
  sweepProjects,
} from "../../lib/live/index.ts";
import { teamName } from "../../lib/model/index.ts";
import type { OpenStackTeam } from "../../lib/verify/openstack/index.ts";
import { type HandMade, makeObjects, makeProject, patient, settled } from "./live-team.ts";

/** A hand-made team with the credential that its people would get. */
export interface VerifiedTeam extends OpenStackTeam {
  readonly cloud: CloudConfig;
  readonly event: string;
  /** As the team's user, with its password. */
  readonly user: OpenStack;
  readonly userId: string;
}

export const credentialsExpire = "2099-11-09T18:00:00Z";

/** Project, user, one of nearly everything, and an application credential as bivouac makes it. The event is the team's own. */
export async function makeTeam(admin: OpenStack, event: string, id: string): Promise<VerifiedTeam> {
  const name = teamName(event, id);
  const password = randomBytes(18).toString("base64url");
  const made: HandMade = { event, name, password, owner: (key) => ({ event, team: id, key }) };
  const projectId = await makeProject(admin, made);
  const user = await connect(asUser(findCloud(admin.cloud.name), { name, password, project: name }), patient);
  await makeObjects(admin, user, made);
  await makeMore(admin, user, name);
  const { userId } = await user.session();
  const team = { id, name, projectId, event, user, userId, credentialsExpire };
  return { ...team, cloud: await applicationCredential(user, `${name}-verify`) };
}

/** The login of an application credential of the user. */
export async function applicationCredential(
  user: OpenStack,
  name: string,
  fields: Readonly<Record<string, unknown>> = {},
): Promise<CloudConfig> {
  const { userId } = await user.session();
  const { application_credential: credential } = await user.request<{
    application_credential: { id: string; secret: string };
  }>("identity", "POST", `/users/${userId}/application_credentials`, {
    body: {
      application_credential: {
        name,
        unrestricted: false,
        expires_at: credentialsExpire.replace("Z", ""),
        roles: [{ name: "member" }],
        ...fields,
      },
    },
  });
  const auth: CloudConfig["auth"] = {
    type: "application-credential",
    credential: { id: credential.id },
    secret: credential.secret,
  };
  return Object.defineProperty({ ...user.cloud, name }, "auth", { value: auth, enumerable: false });
}

/** What `makeObjects` lacks: an image, a floating IP on a port, a recordset, a volume that hangs on nothing. */
async function makeMore(admin: OpenStack, user: OpenStack, name: string): Promise<void> {
  const { id } = await user.request<{ id: string }>("image", "POST", "/images", {
    body: { name: `${name}-image`, container_format: "bare", disk_format: "raw", min_disk: 1, visibility: "shared" },
  });
  await user.request("image", "PUT", `/images/${id}/file`, {
    body: "not a disk",
    headers: { "content-type": "application/octet-stream" },
  });
  const [external] = await admin.list<{ id: string }>("network", "/networks?name=public", "networks");
  const [port] = await user.list<{ id: string }>("network", `/ports?name=${name}-web-0-port`, "ports");
  const { floatingip } = await user.request<{ floatingip: { floating_ip_address: string } }>(
    "network",
    "POST",
    "/floatingips",
    { body: { floatingip: { floating_network_id: external?.id, port_id: port?.id } } },
  );
  const [zone] = await user.list<{ id: string; name: string }>("dns", "/zones", "zones");
  await user.request("dns", "POST", `/zones/${zone?.id ?? ""}/recordsets`, {
    body: { name: `www.${zone?.name ?? ""}`, type: "A", records: ["192.0.2.1"] },
  });
  await user.request("block-storage", "POST", "/volumes", { body: { volume: { name: `${name}-spare`, size: 1 } } });
  // Verify looks at all of it before and after: what is still being made would be a change.
  await settled("the team's things", async () => {
    const [servers, volumes, snapshots, zones, recordsets] = await Promise.all([
      user.list("compute", "/servers/detail", "servers"),
      user.list("block-storage", "/volumes/detail", "volumes"),
      user.list("block-storage", "/snapshots/detail", "snapshots"),
      user.list("dns", "/zones", "zones"),
      user.list("dns", "/recordsets", "recordsets"),
    ]);
    return (
      servers.every(({ addresses }) => JSON.stringify(addresses).includes(floatingip.floating_ip_address)) &&
      volumes.every(({ status }) => status === "available" || status === "in-use") &&
      snapshots.every(({ status }) => status === "available") &&
      [...zones, ...recordsets].every(({ status }) => status === "ACTIVE")
    );
  });
}

/** Removes all of a team that `makeTeam` made, and the team. */
export async function removeTeam(admin: OpenStack, { event, id, projectId, user }: VerifiedTeam): Promise<void> {
  user.close();
  await removeLeftovers(admin, { event, projects: [{ id: projectId, team: id }] });
  await sweepProjects(admin, [projectId]);
}
