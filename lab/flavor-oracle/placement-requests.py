#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Says what Nova itself asks placement for flavors. Needs the packages of Nova, no service, no configuration.

One JSON object a line on stdin: {"vcpus": 2, "ram": 4096, "disk": 20, "ephemeral": 0, "swap": 0, "specs": {…}}.
One a line on stdout, in the same order: the query of GET /allocation_candidates without its limit, or null when Nova
refuses the flavor before it asks.
"""

import json
import sys
import warnings

warnings.simplefilter("ignore")

from nova import objects  # noqa: E402
from nova.scheduler import request_filter  # noqa: E402
from nova.scheduler import utils as scheduler  # noqa: E402
from nova.virt import hardware  # noqa: E402

objects.register_all()

# Those that ask neither the database nor another service. OWNER_NOVA depends on the age of every compute host.
FILTERS = (
    "compute_status_filter",
    "accelerators_filter",
    "packed_virtqueue_filter",
    "ephemeral_encryption_filter",
    "virtio_sound_filter",
    "tpm_secret_security_filter",
)


def main():
    for line in sys.stdin:
        try:
            answer = query(json.loads(line))
        except Exception:
            answer = None
        print(json.dumps(answer), flush=True)


def query(definition):
    flavor = objects.Flavor(
        id=1,
        flavorid="1",
        name="m1.test",
        vcpus=definition["vcpus"],
        memory_mb=definition["ram"],
        root_gb=definition["disk"],
        ephemeral_gb=definition["ephemeral"],
        swap=definition["swap"],
        rxtx_factor=1.0,
        vcpu_weight=0,
        is_public=True,
        disabled=False,
        extra_specs=definition["specs"],
    )
    encrypted = {"hw_firmware_type": "uefi", "hw_machine_type": "q35"} if "hw:mem_encryption" in flavor.extra_specs else {}
    image = objects.ImageMeta.from_dict(
        {"id": "4d5cbcf3-8b94-4ad5-a9c6-f9d4a0a3e2f8", "name": "image", "properties": encrypted}
    )
    hardware.numa_get_constraints(flavor, image)
    spec = objects.RequestSpec(flavor=flavor, image=image, is_bfv=False)
    for name in FILTERS:
        if hasattr(request_filter, name):
            getattr(request_filter, name)(None, spec)
    request = scheduler.ResourceRequest.from_request_spec(spec)
    request._limit = None
    return request.to_querystring()


if __name__ == "__main__":
    main()
