# SPDX-License-Identifier: Apache-2.0
# Settings, ports and paths of the lab's OpenStack. Sourced by up and down, never executed.

PART=openstack
OPENSTACK_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$OPENSTACK_ROOT/../lib/settings.sh"
source "$LAB_ROOT/lib/process.sh"
source "$LAB_ROOT/lib/lock.sh"

# Optional services on top of keystone, placement, glance, nova and neutron: any of cinder, designate, octavia, heat.
: "${BIVOUAC_LAB_SERVICES=cinder designate}"

# Added to every standard OpenStack port: keystone 5000 becomes 25000.
: "${BIVOUAC_LAB_PORT_OFFSET:=20000}"

# Fake hypervisors, as groups of COUNTxVCPUSxMEMORY_MBxDISK_GB[xCLASS=AMOUNT]... with any further placement resource
# classes. Room for several events of nine teams at once. Needs a restart to take effect.
: "${BIVOUAC_LAB_COMPUTES:=6x64x262144x8000 2x64x262144x8000xVGPU=8xCUSTOM_PCI_GPU=4}"

# Capacity of the fake block storage backend, in GiB.
: "${BIVOUAC_LAB_VOLUME_POOL_GB:=50000}"

# Worker processes of the busiest APIs. Each costs some 100 MB.
if [[ -z ${BIVOUAC_LAB_WORKERS:-} ]]; then
    BIVOUAC_LAB_WORKERS=$(( $(nproc) / 2 ))
    (( BIVOUAC_LAB_WORKERS >= 1 )) || BIVOUAC_LAB_WORKERS=1
    (( BIVOUAC_LAB_WORKERS <= 4 )) || BIVOUAC_LAB_WORKERS=4
fi

# Keep the first seeded databases as a template for the next empty state: 1 or 0.
: "${BIVOUAC_LAB_TEMPLATE:=1}"

STATE=$LAB_STATE/openstack
export "${!BIVOUAC_LAB_@}"

# Debian's Python, the one the OpenStack packages are installed for.
PYTHON=/usr/bin/python3

# ------------------------------------------------------------------- ports --
HOST=127.0.0.1
while read -r name standard_port; do
    declare -x "PORT_$name=$(( standard_port + BIVOUAC_LAB_PORT_OFFSET ))"
done <<'PORTS'
KEYSTONE    5000
PLACEMENT   8778
GLANCE      9292
NOVA        8774
NEUTRON     9696
CINDER      8776
DESIGNATE   9001
OCTAVIA     9876
HEAT        8004
DNS         53
RNDC        953
MDNS        5354
RABBIT      5672
RABBIT_DIST 5673
EPMD        4369
MEMCACHED   11211
PORTS

# ------------------------------------------------------------------- paths --
export ETC=$STATE/etc      # rendered configuration
export RUN=$STATE/run      # pid files, the database socket
export LOG=$STATE/log
export DATA=$STATE/data    # databases, images, keys
export DB_SOCKET=$RUN/db.sock

# ------------------------------------------------------------- environment --
# What the services inherit: no proxies, no OS_* credentials, no user Python.
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY PYTHONHOME
for name in "${!OS_@}"; do unset "$name"; done
export no_proxy=$HOST,localhost
export PYTHONPATH=$OPENSTACK_ROOT/python
export PYTHONDONTWRITEBYTECODE=1
export PYTHONWARNINGS=ignore

enabled() { [[ " $BIVOUAC_LAB_SERVICES " == *" $1 "* ]]; }

tcp_open() { (exec 3<>"/dev/tcp/$HOST/$1"); }

http_ok() {  # PORT PATH: does a GET answer 2xx or 3xx?
    local status
    exec 3<>"/dev/tcp/$HOST/$1" || return 1
    printf 'GET %s HTTP/1.0\r\nHost: %s\r\n\r\n' "$2" "$HOST" >&3
    read -r -t 20 _ status _ <&3 || status=
    exec 3>&-
    [[ $status == [23]* ]]
}

# An OpenStack console script, by name.
run() { "$PYTHON" "$OPENSTACK_ROOT/lib/run.py" "$@"; }

# once NAME COMMAND...: do it on the first up only. Output goes to a log.
once() {
    local name=$1 log=$LOG/once-$1.log; shift
    [[ -e $DATA/.done-$name ]] && return
    "$@" >"$log" 2>&1 9>&- &
    attend 1800 "$name" "$!" || { last_lines "$log"; die "$name failed; its log: $log"; }
    touch "$DATA/.done-$name"
}
