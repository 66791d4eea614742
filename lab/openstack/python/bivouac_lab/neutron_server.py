# SPDX-License-Identifier: Apache-2.0
"""neutron-server with cheaper database reads.

Neutron's models of this release load related rows with "subquery", which
SQLAlchemy 1.4 cannot cache and compiles anew for every read. Most of the
processor time of the whole cloud went there. Later releases of neutron ask
for "selectin" instead; the same is done here, before the models are loaded,
for the models that every network, subnet and port request reads. (Not for
tags: neutron reads those of a new object after its session has ended.)

The stock server works as well, at half the speed: start the console script
"neutron-server" in place of "lab-neutron-server".
"""
import functools
import sys

import neutron.cmd.eventlet  # noqa: F401  first, for it applies the eventlet patches
from sqlalchemy import orm

BUSY_MODELS = {
    "neutron.db.models_v2",
    "neutron.db.models.securitygroup",
    "neutron.db.models.segment",
    "neutron.db.models.subnet_service_type",
    "neutron.db.extra_dhcp_opt.models",
    "neutron.plugins.ml2.models",
}


def with_selectin(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        model = sys._getframe(1).f_globals["__name__"]
        if kwargs.get("lazy") == "subquery" and model in BUSY_MODELS:
            kwargs["lazy"] = "selectin"
        return function(*args, **kwargs)
    return wrapper


for name in ("relationship", "backref"):
    setattr(orm, name, with_selectin(getattr(orm, name)))


def main():
    from neutron.cmd.eventlet import server
    server.main()
