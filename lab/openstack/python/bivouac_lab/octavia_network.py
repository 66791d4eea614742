# SPDX-License-Identifier: Apache-2.0
"""Octavia's no-op network driver, with real VIP ports.

There are no amphorae, so nothing is plugged anywhere. The virtual address of a
load balancer is what tenants see and use, for example under a floating IP, and
that is a real neutron port here, on a network and subnet that really exist.

The API creates that port and checks what tenants name in their requests. The
worker handles amphorae and their ports, all imaginary, and at the very end
deletes the one real port. So the API has octavia's stock driver for neutron,
and the worker the one below.
"""
from octavia.network.drivers.neutron.allowed_address_pairs import AllowedAddressPairsDriver
from octavia.network.drivers.noop_driver.driver import NoopNetworkDriver


class WorkerNetworkDriver(NoopNetworkDriver):

    def __init__(self):
        super().__init__()
        self.neutron = AllowedAddressPairsDriver()

    def deallocate_vip(self, vip):
        self.neutron.deallocate_vip(vip)
