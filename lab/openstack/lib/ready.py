# SPDX-License-Identifier: Apache-2.0
"""Have all workers behind an API reported in? ready.py WHAT COUNT SINCE

WHAT is nova, cinder or cinder-pools: the backends its scheduler knows of.

Nova and cinder believe in a worker for a minute after its last sign of life.
A sign therefore only counts when it is newer than SINCE, in epoch seconds.
"""
import json
import os
import sys
import urllib.request
from datetime import datetime, timezone

SERVICES_URL = {
    "nova": "http://127.0.0.1:{PORT_NOVA}/v2.1/os-services",
    "cinder": "http://127.0.0.1:{PORT_CINDER}/v3/os-services",
    "cinder-pools": "http://127.0.0.1:{PORT_CINDER}/v3/scheduler-stats/get_pools",
}


def call(url, body=None, **headers):
    request = urllib.request.Request(
        url, json.dumps(body).encode() if body else None,
        {"Content-Type": "application/json", **headers})
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response), response.headers


def token():
    default = {"id": "default"}
    user = {"name": "admin", "domain": default, "password": os.environ["SECRET_ADMIN"]}
    _, headers = call(os.environ["AUTH_URL"] + "/auth/tokens", {"auth": {
        "identity": {"methods": ["password"], "password": {"user": user}},
        "scope": {"project": {"name": "admin", "domain": default}}}})
    return headers["X-Subject-Token"]


def main(api, count, since):
    url = SERVICES_URL[api].format_map(os.environ)
    listing, _ = call(url, **{"X-Auth-Token": token()})
    if "pools" in listing:
        sys.exit(len(listing["pools"]) < int(count))
    fresh = [
        service for service in listing["services"]
        if service["state"] == "up" and service["updated_at"]
        and datetime.fromisoformat(service["updated_at"])
                    .replace(tzinfo=timezone.utc).timestamp() >= float(since)
    ]
    sys.exit(len(fresh) < int(count))


main(*sys.argv[1:])
