# SPDX-License-Identifier: Apache-2.0
"""An ML2 mechanism driver for a cloud without network agents.

Neutron refuses to bind a port until some mechanism driver vouches for the
host. This one vouches for every host, reports an Open vSwitch style binding
and marks the port ACTIVE at once, as an agent would after wiring it. Floating
IPs get the status an L3 agent would report.
"""
from neutron_lib.api.definitions import portbindings
from neutron_lib.callbacks import events, registry, resources
from neutron_lib import constants
from neutron_lib import context as neutron_context
from neutron_lib.plugins import constants as plugin_constants
from neutron_lib.plugins import directory
from neutron_lib.plugins.ml2 import api


class LabMechanismDriver(api.MechanismDriver):

    def initialize(self):
        for event in (events.AFTER_CREATE, events.AFTER_UPDATE):
            registry.subscribe(self._floating_ip_changed, resources.FLOATING_IP, event)

    def bind_port(self, context):
        for segment in context.segments_to_bind:
            context.set_binding(
                segment[api.ID],
                portbindings.VIF_TYPE_OVS,
                {portbindings.CAP_PORT_FILTER: True},
                status=constants.PORT_STATUS_ACTIVE,
            )
            return

    @staticmethod
    def _floating_ip_changed(resource, event, trigger, payload):
        floating_ip = payload.latest_state
        status = (constants.FLOATINGIP_STATUS_ACTIVE if floating_ip["port_id"]
                  else constants.FLOATINGIP_STATUS_DOWN)
        if floating_ip["status"] != status:
            router_plugin = directory.get_plugin(plugin_constants.L3)
            router_plugin.update_floatingip_status(
                neutron_context.get_admin_context(), floating_ip["id"], status)
