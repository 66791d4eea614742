# SPDX-License-Identifier: Apache-2.0
# How the services are started and awaited. Sourced by up.

uwsgi() {  # NAME PORT PROCESSES THREADS: serve the application in bivouac_lab.wsgi_NAME
    spawn "$1" /usr/bin/uwsgi-core --ini "$ETC/uwsgi.ini" \
        --http-socket "$HOST:$2" --module "bivouac_lab.wsgi_$1" --processes "$3" --threads "$4"
}

service() {  # NAME "CONFIG..." [SCRIPT]
    local config options=()
    for config in $2; do options+=(--config-file "$ETC/$config"); done
    spawn "$1" "$PYTHON" "$OPENSTACK_ROOT/lib/run.py" "${3:-$1}" \
        "${options[@]}" --log-file "$LOG/$1.log"
}

start_identity() {
    # One thread a process: Keystone 22 keeps the token of a request in its middleware, which the threads of a process
    # share, so that one request is judged by the token of another (AuthContextMiddleware.token).
    uwsgi keystone  "$PORT_KEYSTONE"  4 1
    uwsgi placement "$PORT_PLACEMENT" "$BIVOUAC_LAB_WORKERS" 8
}

identity_ready() {
    wait_for keystone  http_ok "$PORT_KEYSTONE" /v3
    wait_for placement http_ok "$PORT_PLACEMENT" /
}

# On the first start this comes before everything else: a service that keystone
# turns away gives up, while one that finds no keystone yet keeps trying.
seed_identity() { identity_ready; "$PYTHON" "$OPENSTACK_ROOT/lib/seed.py" identity; }
seed_content()  { "$PYTHON" "$OPENSTACK_ROOT/lib/seed.py" content; }

# Most of a start is spent importing Python code, so everything is launched at
# once; the services wait for the queue and for each other by themselves.
start_services() {
    service nova-conductor "nova.conf nova-db.conf"
    service nova-api       "nova.conf nova-db.conf" nova-api-os-compute
    service neutron-server neutron.conf lab-neutron-server
    service nova-scheduler "nova.conf nova-db.conf"
    service glance-api     glance-api.conf
    if enabled cinder; then
        service cinder-api       cinder.conf
        service cinder-scheduler cinder.conf
        service cinder-volume    cinder.conf
    fi
    if enabled designate; then
        spawn named /usr/sbin/named -f -c "$ETC/named.conf" -n 1 -U 1
        service designate-central designate.conf
        service designate-mdns    designate.conf
        service designate-worker  designate.conf
        service designate-api     designate.conf
    fi
    if enabled octavia; then
        once octavia-ca create_octavia_ca
        uwsgi octavia "$PORT_OCTAVIA" 1 8
        service octavia-worker "octavia.conf octavia-worker.conf"
    fi
    if enabled heat; then
        service heat-engine heat.conf
        service heat-api    heat.conf
    fi
}

# nova-compute comes last: if it cannot register its hosts with placement at
# once, it tries again only a minute later.
start_computes() {
    identity_ready
    wait_for rabbitmq tcp_open "$PORT_RABBIT"
    service nova-compute nova.conf lab-nova-compute
}

services_ready() {
    wait_for nova-api       http_ok "$PORT_NOVA" /
    wait_for neutron-server http_ok "$PORT_NEUTRON" /
    wait_for glance-api     http_ok "$PORT_GLANCE" /healthcheck
    ! enabled cinder    || wait_for cinder-api    http_ok "$PORT_CINDER" /
    ! enabled designate || wait_for designate-api http_ok "$PORT_DESIGNATE" /
    ! enabled octavia   || wait_for octavia       http_ok "$PORT_OCTAVIA" /
    ! enabled heat      || wait_for heat-api      http_ok "$PORT_HEAT" /

    # An API answers long before the workers behind it do anything.
    local group computes=0
    for group in $BIVOUAC_LAB_COMPUTES; do computes=$(( computes + ${group%%x*} )); done
    wait_for nova-compute workers_report nova $(( computes + 2 )) nova-compute
    ! enabled cinder || {
        wait_for cinder-volume workers_report cinder 2 cinder-volume
        # Its scheduler refuses every volume until it has heard of the backend.
        wait_for cinder-scheduler workers_report cinder-pools 1 cinder-volume
    }
}

# workers_report API COUNT NAME: have so many reported since NAME was started?
workers_report() {
    "$PYTHON" "$OPENSTACK_ROOT/lib/ready.py" "$1" "$2" "$(stat -c %Y "$RUN/$3.pid")"
}

# Octavia will not create a load balancer without a certificate authority.
create_octavia_ca() {
    mkdir -p "$DATA/octavia/certs"
    openssl req -x509 -newkey rsa:2048 -days 3650 -subj /CN=bivouac-lab \
        -passout "pass:$SECRET_SERVICE" -keyout "$DATA/octavia/ca.key" -out "$DATA/octavia/ca.pem"
}
update_dns_pools() {
    run designate-manage --config-file "$ETC/designate.conf" \
        pool update --file "$ETC/designate-pools.yaml"
}
discover_computes() { nova_manage cell_v2 discover_hosts; }
