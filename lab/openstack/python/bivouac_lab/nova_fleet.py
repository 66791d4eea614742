# SPDX-License-Identifier: Apache-2.0
"""Several fake hypervisors in one nova-compute process.

Nova's own fake virt driver does the work. Added here:

* one process runs a complete nova-compute service for each host of the fleet,
  so the scheduler, placement and (anti-)affinity rules see separate machines;
* every host has its own amount of vCPU, memory, disk and, where wanted, of any
  other resource class, such as VGPU or a CUSTOM_ one;
* servers survive a restart of the process. The stock driver keeps them in
  memory only and would call every one of them lost.

BIVOUAC_LAB_COMPUTES describes the fleet in groups of
COUNTxVCPUSxMEMORY_MBxDISK_GB[xCLASS=AMOUNT]... "4x32x131072x2000
2x64x262144x4000xVGPU=8" means four hosts with 32 vCPU, 128 GiB of memory and
2000 GiB of disk, and two larger ones with eight virtual GPUs each.
"""
import os
import sys
from typing import NamedTuple

import nova.cmd  # noqa: F401  first, for it applies the eventlet patches
import nova.conf
import os_vif
from nova import config, objects, service
from nova.compute import rpcapi as compute_rpcapi
from nova.conductor import rpcapi as conductor_rpcapi
from nova.db.main import api as main_db_api
from nova.objects import base as objects_base
from nova.virt import block_device, fake
from oslo_log import log as logging
from oslo_service import service as oslo_service

CONF = nova.conf.CONF


class Host(NamedTuple):
    vcpus: int
    memory_mb: int
    disk_gb: int
    others: dict[str, int]


def parse_fleet(text):
    """{"compute-1": Host(...), "compute-2": Host(...), ...}"""
    hosts = []
    for group in text.split():
        count, vcpus, memory_mb, disk_gb, *others = group.split("x")
        others = {name: int(amount) for name, _, amount in
                  (other.partition("=") for other in others)}
        hosts += [Host(int(vcpus), int(memory_mb), int(disk_gb), others)] * int(count)
    return {f"compute-{number}": host for number, host in enumerate(hosts, 1)}


FLEET = parse_fleet(os.environ["BIVOUAC_LAB_COMPUTES"])


class AnyHost:
    """Equal to the name of every host in this process."""

    def __eq__(self, name):
        return name in FLEET


class FleetConf:
    """The configuration, for code that takes CONF.host to be the only host."""

    host = AnyHost()

    def __getattr__(self, name):
        return getattr(CONF, name)


class FleetDriver(fake.FakeDriver):
    """The stock fake driver, sized per host and unmoved by restarts."""

    def init_host(self, host):
        super().init_host(host)
        self.size = FLEET[host]
        self.vcpus = self.size.vcpus
        self.memory_mb = self.size.memory_mb
        self.local_gb = self.size.disk_gb
        self.resources = fake.Resources(self.vcpus, self.memory_mb, self.local_gb)

    def update_provider_tree(self, provider_tree, nodename, allocations=None):
        super().update_provider_tree(provider_tree, nodename, allocations)
        inventory = provider_tree.data(nodename).inventory
        for name, amount in self.size.others.items():
            inventory[name] = {"total": amount, "max_unit": amount}
        provider_tree.update_inventory(nodename, inventory)

    def default_root_device_name(self, instance, image_meta, root_bdm):
        return "/dev/vda"  # so that volumes become /dev/vdb, as under libvirt

    # Everything below: know a server that an earlier process has started.

    def _adopt(self, instance):
        if instance.uuid not in self.instances:
            self.instances[instance.uuid] = fake.FakeInstance(
                instance.name, instance.power_state, instance.uuid)

    def get_info(self, instance, use_cache=True):
        # Nova also asks about servers that are still being built, or whose
        # build has failed. Those were never launched and stay unknown.
        if instance.launched_at:
            self._adopt(instance)
        return super().get_info(instance, use_cache)

    def power_on(self, context, instance, *args, **kwargs):
        self._adopt(instance)
        super().power_on(context, instance, *args, **kwargs)

    def power_off(self, instance, *args, **kwargs):
        self._adopt(instance)
        super().power_off(instance, *args, **kwargs)

    def unrescue(self, context, instance):
        self._adopt(instance)
        super().unrescue(context, instance)

    def destroy(self, context, instance, *args, **kwargs):
        self._adopt(instance)
        super().destroy(context, instance, *args, **kwargs)

    def detach_interface(self, context, instance, vif):
        self._interfaces.setdefault(vif["id"], vif)
        super().detach_interface(context, instance, vif)


def main():
    # Nova loads virt drivers only from below nova.virt. This module appears
    # there as nova.virt.bivouac_lab, for "compute_driver = bivouac_lab.FleetDriver".
    sys.modules["nova.virt.bivouac_lab"] = sys.modules[__name__]

    # Or no volume would be detached by the driver, for being somewhere else.
    block_device.CONF = FleetConf()

    # The steps of nova.cmd.compute, with one service for each host.
    config.parse_args(sys.argv)
    logging.setup(CONF, "nova")
    objects.register_all()
    os_vif.initialize()
    main_db_api.DISABLE_DB_ACCESS = True
    objects_base.NovaObject.indirection_api = conductor_rpcapi.ConductorAPI()
    objects.Service.enable_min_version_cache()

    launcher = oslo_service.ServiceLauncher(CONF, restart_method="mutate")
    for name in FLEET:
        launcher.launch_service(service.Service.create(
            host=name, binary="nova-compute", topic=compute_rpcapi.RPC_TOPIC))
    launcher.wait()
