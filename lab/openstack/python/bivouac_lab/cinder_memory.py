# SPDX-License-Identifier: Apache-2.0
"""A cinder backend that keeps accounts and no data.

Volumes, snapshots, clones and images-to-volumes succeed at once. The pool has
a fixed size, so cinder's capacity filter works and a full pool is possible.
"""
from cinder import interface
from cinder.volume import configuration
from cinder.volume import driver
from oslo_config import cfg

OPTIONS = [
    cfg.IntOpt("pool_capacity_gb", default=10000, min=1,
               help="Size reported to the scheduler, in GiB."),
]


@interface.volumedriver
class MemoryVolumeDriver(driver.VolumeDriver):
    VERSION = "1.0"
    SUPPORTED = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.configuration.append_config_values(OPTIONS)

    def do_setup(self, context):
        pass

    def check_for_setup_error(self):
        pass

    def _update_volume_stats(self):
        total = self.configuration.pool_capacity_gb
        provisioned = self._provisioned_gb()
        self._stats = {
            "volume_backend_name": self.configuration.volume_backend_name,
            "vendor_name": "bivouac lab",
            "driver_version": self.VERSION,
            "storage_protocol": "memory",
            "total_capacity_gb": total,
            "free_capacity_gb": max(total - provisioned, 0),
            "allocated_capacity_gb": provisioned,
            "provisioned_capacity_gb": provisioned,
            "reserved_percentage": 0,
            "max_over_subscription_ratio": "1.0",
            "thin_provisioning_support": False,
            "thick_provisioning_support": True,
            "multiattach": True,
            "QoS_support": True,
            "filter_function": self.get_filter_function(),
            "goodness_function": self.get_goodness_function(),
        }

    def _provisioned_gb(self):
        """The volumes in the database are all there is."""
        from cinder import context, db
        _, gigabytes = db.volume_data_get_for_host(
            context.get_admin_context(), self.host)
        return int(gigabytes)

    # -- volumes -----------------------------------------------------------
    def create_volume(self, volume):
        pass

    def delete_volume(self, volume):
        pass

    def extend_volume(self, volume, new_size):
        pass

    def create_cloned_volume(self, volume, src_vref):
        pass

    def clone_image(self, context, volume, image_location, image_meta, image_service):
        return {}, True

    def copy_image_to_volume(self, context, volume, image_service, image_id, **kwargs):
        pass

    def copy_volume_to_image(self, context, volume, image_service, image_meta):
        image_service.update(context, image_meta["id"], {}, b"\0")

    def retype(self, context, volume, new_type, diff, host):
        return True, {}

    def local_path(self, volume):
        return "/dev/null"

    # -- snapshots ---------------------------------------------------------
    def create_snapshot(self, snapshot):
        pass

    def delete_snapshot(self, snapshot):
        pass

    def create_volume_from_snapshot(self, volume, snapshot):
        pass

    def revert_to_snapshot(self, context, volume, snapshot):
        pass

    # -- attachment --------------------------------------------------------
    def ensure_export(self, context, volume):
        pass

    def create_export(self, context, volume, connector):
        pass

    def remove_export(self, context, volume):
        pass

    def initialize_connection(self, volume, connector, **kwargs):
        return {
            "driver_volume_type": "memory",
            "data": {"volume_id": volume.id, "access_mode": "rw"},
        }

    def terminate_connection(self, volume, connector, **kwargs):
        pass
