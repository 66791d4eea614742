#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Says what Nova itself makes of flavors. Needs the packages of Nova, no service, no configuration.

One JSON object a line on stdin: {"vcpus": 2, "ram": 4096, "disk": 20, "specs": {"hw:cpu_policy": "dedicated"}}.
One a line on stdout, in the same order:
  refused  keys that the validators of microversion 2.86 refuse
  fault    name of the first exception on the way to a host, null if there is none
  stage    where: api, scheduler, filter or compute

The image is one that asks for nothing, or for what encrypted memory needs if the flavor encrypts it. Which PCI aliases,
traits and hosts a cloud has is nobody's business here: each alias exists, each page size is offered.
"""

import functools
import json
import sys
import warnings

warnings.simplefilter("ignore")

from nova import objects  # noqa: E402
from nova.api.validation.extra_specs import validators  # noqa: E402
from nova.pci import request as pci  # noqa: E402
from nova.scheduler import request_filter  # noqa: E402
from nova.scheduler import utils as scheduler  # noqa: E402
from nova.virt import hardware  # noqa: E402
from oslo_utils import strutils  # noqa: E402
from oslo_utils import units  # noqa: E402

objects.register_all()


class EveryAlias(dict):
    """The aliases of nova.conf, if all of them were there."""

    def __contains__(self, name):
        return True

    def __missing__(self, name):
        return "legacy", [{"vendor_id": "10de", "product_id": "1eb8"}]


pci._get_alias_from_config = pci.get_alias_from_config = lambda: EveryAlias()
# The loops over sockets, cores and threads take most of the time; the same flavors come again and again.
topologies = hardware._get_possible_cpu_topologies
hardware._get_possible_cpu_topologies = lambda vcpus, most, threads: possible(
    vcpus, most.sockets, most.cores, most.threads, threads
)


@functools.cache
def possible(vcpus, sockets, cores, threads, allow):
    return topologies(vcpus, objects.VirtCPUTopology(sockets=sockets, cores=cores, threads=threads), allow)


def main():
    for line in sys.stdin:
        definition = json.loads(line)
        stage, fault = boot(definition)
        answer = {"refused": refused(definition["specs"]), "fault": fault, "stage": stage}
        print(json.dumps(answer), flush=True)


def refused(specs):
    keys = []
    for key, value in specs.items():
        try:
            validators.validate(key, value)
        except Exception:
            keys.append(key)
    return keys


def boot(definition):
    flavor = objects.Flavor(
        id=1,
        flavorid="1",
        name="m1.test",
        vcpus=definition["vcpus"],
        memory_mb=definition["ram"],
        root_gb=definition["disk"],
        ephemeral_gb=0,
        swap=0,
        rxtx_factor=1.0,
        vcpu_weight=0,
        is_public=True,
        disabled=False,
        extra_specs=definition["specs"],
    )
    image = objects.ImageMeta.from_dict(
        {"id": "4d5cbcf3-8b94-4ad5-a9c6-f9d4a0a3e2f8", "name": "image", "properties": properties(flavor)}
    )
    for stage, check in (("api", api), ("scheduler", schedule), ("filter", fit), ("compute", build)):
        try:
            check(flavor, image)
        except Exception as error:
            return stage, type(error).__name__
    return None, None


def properties(flavor):
    if not strutils.bool_from_string(flavor.extra_specs.get("hw:mem_encryption")):
        return {}
    return {
        "hw_firmware_type": "uefi",
        "hw_machine_type": "q35",
        "hw_firmware_stateless": "true",
        "hw_video_model": "none",
    }


def api(flavor, image):
    """What nova/compute/api.py asks at POST /servers, in its order."""
    hardware.get_mem_encryption_constraint(flavor, image)
    hardware.get_pmu_constraint(flavor, image)
    hardware.get_number_of_serial_ports(flavor, image)
    hardware.get_realtime_cpu_constraint(flavor, image)
    hardware.get_cpu_topology_constraints(flavor, image)
    hardware.get_vif_multiqueue_constraint(flavor, image)
    hardware.numa_get_constraints(flavor, image)
    policy = hardware.get_pci_numa_policy_constraint(flavor, image)
    pci.get_pci_requests_from_flavor(flavor, affinity_policy=policy)
    if hardware.get_ephemeral_encryption_constraint(flavor, image):
        hardware.get_ephemeral_encryption_format(flavor, image)
    optional("get_packed_virtqueue_constraint", flavor, image)
    optional("get_sound_model", flavor, image)


def schedule(flavor, image):
    """The request to placement, and the filters of the request that look at the flavor."""
    spec = objects.RequestSpec(flavor=flavor, image=image, is_bfv=False)
    scheduler.ResourceRequest.from_request_spec(spec).to_querystring()
    for name in ("ephemeral_encryption_filter", "packed_virtqueue_filter", "virtio_sound_filter",
                 "tpm_secret_security_filter", "accelerators_filter"):
        if hasattr(request_filter, name):
            getattr(request_filter, name)(None, spec)


class NoValidHost(Exception):
    pass


def fit(flavor, image):
    """A host that has endless pages of the size asked for."""
    topology = hardware.numa_get_constraints(flavor, image)
    for cell in topology.cells if topology else ():
        if cell.pagesize is None or cell.pagesize <= 0:
            continue
        host = objects.NUMACell(mempages=[objects.NUMAPagesTopology(size_kb=cell.pagesize, total=2**62, used=0, reserved=0)])
        if not host.can_fit_pagesize(cell.pagesize, cell.memory * units.Ki):
            raise NoValidHost


def build(flavor, image):
    """What the libvirt driver asks when it writes the domain."""
    hardware.get_best_cpu_topology(flavor, image)
    optional("get_usb_model", flavor, image)
    optional("get_redirected_usb_ports", flavor, image)


def optional(name, flavor, image):
    """Newer releases have it."""
    if hasattr(hardware, name):
        getattr(hardware, name)(flavor, image)


if __name__ == "__main__":
    main()
