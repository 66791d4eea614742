# SPDX-License-Identifier: Apache-2.0
"""Fill a fresh cloud: seed.py identity | seed.py content

identity  service users, roles and the service catalog (needs keystone only)
content   flavors, images, volume types, the external network, and a project
          "demo" whose user "demo" is a plain member

Everything is looked up first, so seeding twice changes nothing.
"""
import os
import sys

import openstack

HOST = "127.0.0.1"
SERVICES = os.environ["BIVOUAC_LAB_SERVICES"].split()

# user -> [(type, name, port variable, path)]
CATALOG = {
    "placement": [("placement", "placement", "PORT_PLACEMENT", "")],
    "glance": [("image", "glance", "PORT_GLANCE", "")],
    "nova": [("compute", "nova", "PORT_NOVA", "/v2.1")],
    "neutron": [("network", "neutron", "PORT_NEUTRON", "")],
    "cinder": [("volumev3", "cinderv3", "PORT_CINDER", "/v3/%(project_id)s"),
               ("block-storage", "cinder", "PORT_CINDER", "/v3/%(project_id)s")],
    "designate": [("dns", "designate", "PORT_DESIGNATE", "")],
    "octavia": [("load-balancer", "octavia", "PORT_OCTAVIA", "")],
    "heat": [("orchestration", "heat", "PORT_HEAT", "/v1/%(project_id)s")],
}
OPTIONAL = {"cinder", "designate", "octavia", "heat"}

# name: vcpus, ram MiB, disk GiB, extra specs
FLAVORS = {
    "m1.nano": (1, 128, 1, {}),
    "m1.tiny": (1, 512, 1, {}),
    "m1.small": (1, 2048, 20, {}),
    "m1.medium": (2, 4096, 40, {}),
    "m1.large": (4, 8192, 80, {}),
    "m1.xlarge": (8, 16384, 160, {}),
    "c1.large": (8, 8192, 80, {"hw:cpu_policy": "shared"}),
    "r1.large": (4, 32768, 80, {}),
    "g1.large": (8, 32768, 80, {"resources:VGPU": "1"}),
    "g2.large": (8, 32768, 80, {"resources:CUSTOM_PCI_GPU": "1"}),
}

IMAGES = {"ubuntu-24.04": ("ubuntu", "24.04"), "debian-12": ("debian", "12")}


def connect():
    return openstack.connect(
        auth_url=os.environ["AUTH_URL"], username="admin",
        password=os.environ["SECRET_ADMIN"], project_name="admin",
        user_domain_id="default", project_domain_id="default",
        region_name="RegionOne")


def identity(cloud):
    keystone = cloud.identity
    project = (keystone.find_project("service", domain_id="default")
               or keystone.create_project(name="service", domain_id="default"))
    roles = {role.name: role for role in keystone.roles()}
    for name in ("service", "heat_stack_owner", "heat_stack_user",
                 "load-balancer_member"):
        if name not in roles:
            roles[name] = keystone.create_role(name=name)
    if "heat" in SERVICES and not keystone.find_domain("heat"):
        domain = keystone.create_domain(name="heat")
        user = keystone.create_user(
            name="heat_domain_admin", domain_id=domain.id,
            password=os.environ["SECRET_SERVICE"])
        keystone.assign_domain_role_to_user(domain, user, roles["admin"])

    have = {(s.type, s.name): s for s in keystone.services()}
    endpoints = {(e.service_id, e.interface): e for e in keystone.endpoints()}

    for user_name, entries in CATALOG.items():
        if user_name in OPTIONAL and user_name not in SERVICES:
            continue
        user = keystone.find_user(user_name, domain_id="default")
        if user is None:
            user = keystone.create_user(
                name=user_name, domain_id="default",
                password=os.environ["SECRET_SERVICE"])
            for role in ("admin", "service"):
                keystone.assign_project_role_to_user(project, user, roles[role])
        for kind, name, port, path in entries:
            service = have.get((kind, name)) or keystone.create_service(
                type=kind, name=name)
            url = f"http://{HOST}:{os.environ[port]}{path}"
            for interface in ("public", "internal", "admin"):
                old = endpoints.get((service.id, interface))
                if old is None:
                    keystone.create_endpoint(
                        service_id=service.id, interface=interface, url=url,
                        region_id="RegionOne")
                elif old.url != url:
                    keystone.update_endpoint(old, url=url)


def tenant(keystone):
    project = (keystone.find_project("demo", domain_id="default")
               or keystone.create_project(name="demo", domain_id="default"))
    user = (keystone.find_user("demo", domain_id="default")
            or keystone.create_user(name="demo", domain_id="default",
                                    password=os.environ["SECRET_DEMO"]))
    roles = ["member"]
    if "octavia" in SERVICES:
        roles.append("load-balancer_member")
    if "heat" in SERVICES:
        roles.append("heat_stack_owner")
    for name in roles:
        keystone.assign_project_role_to_user(project, user, keystone.find_role(name))


def content(cloud):
    tenant(cloud.identity)

    flavors = {flavor.name for flavor in cloud.compute.flavors()}
    for name, (vcpus, ram, disk, extra_specs) in FLAVORS.items():
        if name not in flavors:
            flavor = cloud.compute.create_flavor(
                name=name, vcpus=vcpus, ram=ram, disk=disk)
            if extra_specs:
                cloud.compute.create_flavor_extra_specs(flavor, extra_specs)

    # An image only has to exist: nothing ever boots from it.
    for name, (distribution, version) in IMAGES.items():
        if not cloud.image.find_image(name):
            cloud.image.create_image(
                name=name, disk_format="raw", container_format="bare",
                visibility="public", min_disk=1, min_ram=128, data=b"\0" * 1024,
                properties={"os_distro": distribution, "os_version": version,
                            "hw_disk_bus": "virtio", "hw_vif_model": "virtio"})

    network = cloud.network.find_network("public")
    if network is None:
        network = cloud.network.create_network(
            name="public", is_router_external=True, is_shared=False,
            provider_network_type="flat", provider_physical_network="physnet1")
    if not cloud.network.find_subnet("public-v4"):
        # 203.0.112.0/22 contains a documentation range; loopback never routes it.
        cloud.network.create_subnet(
            name="public-v4", network_id=network.id, ip_version=4,
            cidr="203.0.112.0/22", gateway_ip="203.0.112.1", is_dhcp_enabled=False,
            allocation_pools=[{"start": "203.0.112.10", "end": "203.0.115.250"}])

    if "cinder" in SERVICES:
        types = {t.name for t in cloud.block_storage.types()}
        for name in ("standard", "fast"):
            if name not in types:
                cloud.block_storage.create_type(
                    name=name, extra_specs={"volume_backend_name": "memory"})


if __name__ == "__main__":
    {"identity": identity, "content": content}[sys.argv[1]](connect())
