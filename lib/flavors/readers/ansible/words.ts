// SPDX-License-Identifier: Apache-2.0
import type { WrittenSpec } from "../../definition.ts";
import type { Vocabulary } from "../collect.ts";

/** plugins/modules/compute_flavor.py of openstack.cloud; arguments that say how to reach the cloud are no fields. */
export const taskWords: Vocabulary = {
  format: "ansible",
  fields: {
    name: "name",
    id: "id",
    flavorid: "id",
    vcpus: "vcpus",
    ram: "ram",
    disk: "disk",
    ephemeral: "ephemeral",
    swap: "swap",
    rxtx_factor: "rxtx_factor",
    is_public: "is_public",
    description: "description",
  },
  ignored: [
    "state",
    "cloud",
    "auth",
    "auth_type",
    "region_name",
    "availability_zone",
    "interface",
    "wait",
    "timeout",
    "api_timeout",
    "validate_certs",
    "verify",
    "ca_cert",
    "cacert",
    "client_cert",
    "cert",
    "client_key",
    "key",
    "sdk_log_level",
    "sdk_log_path",
  ],
  specs: "extra_specs",
};

/** openstack-ansible-plugins, roles/openstack_resources: `openstack_user_compute: {flavors: [{specs, extra_specs, access}]}`. */
export const groupWords: Vocabulary = {
  format: "ansible",
  fields: {
    name: "name",
    id: "id",
    vcpus: "vcpus",
    ram: "ram",
    disk: "disk",
    ephemeral: "ephemeral",
    swap: "swap",
    rxtx_factor: "rxtx_factor",
    public: "is_public",
    description: "description",
    access: "access",
  },
  ignored: ["state"],
  specs: "extra_specs",
};

/** stackhpc.openstack.os_flavors, as Kayobe and other Kolla deployments use it, and its older names. */
export const kollaWords: Vocabulary = {
  format: "kolla",
  fields: {
    name: "name",
    flavorid: "id",
    id: "id",
    vcpus: "vcpus",
    ram: "ram",
    disk: "disk",
    ephemeral: "ephemeral",
    swap: "swap",
    rxtx_factor: "rxtx_factor",
    is_public: "is_public",
    description: "description",
    project: "access",
  },
  ignored: ["state"],
  specs: "extra_specs",
};

/** The module makes text of every value as Python does: true is "True". */
export function asPython(spec: WrittenSpec): WrittenSpec {
  return typeof spec.value === "boolean" ? { ...spec, value: spec.value ? "True" : "False" } : spec;
}
