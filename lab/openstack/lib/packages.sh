# SPDX-License-Identifier: Apache-2.0
# The Debian packages behind the lab's OpenStack. Sourced by up and by install.

# packages.txt lists one group per line: "group: package...".
wanted_packages() {
    local group names
    while IFS=: read -r group names; do
        [[ $group && $group != \#* ]] || continue
        if [[ $group == base ]] || enabled "$group"; then
            printf '%s\n' $names
        fi
    done < "$OPENSTACK_ROOT/packages.txt"
}

missing_packages() {
    local wanted
    mapfile -t wanted < <(wanted_packages)
    # "ii " marks what is installed; a package that dpkg has never heard of has no line at all.
    comm -23 <(printf '%s\n' "${wanted[@]}" | sort -u) \
        <(dpkg-query -W -f='${db:Status-Abbrev} ${Package}\n' "${wanted[@]}" 2>/dev/null | sed -n 's/^ii  *//p' | sort -u)
}

# The packages are those of one release: elsewhere versions, paths and Python differ.
require_debian() {
    local system='an unknown system'
    [[ ! -r /etc/os-release ]] || system=$(. /etc/os-release && echo "${PRETTY_NAME:-$ID}")
    [[ -r /etc/os-release ]] && (. /etc/os-release && [[ ${ID:-} == debian && ${VERSION_ID:-} == 12 ]]) \
        || die "the lab's OpenStack is made of packages of Debian 12; this is $system. Missing here: $*
       Use a Debian 12 machine or chroot, or a cloud of your own: put it into clouds.yaml and name it in the event file."
    command -v apt-get >/dev/null || die "apt-get is missing; it is needed to install: $*"
    (( EUID == 0 )) || sudo -n true 2>/dev/null \
        || die "installing packages needs root, or sudo without a password. Ask your administrator for
       apt-get install --no-install-recommends $*"
}

as_root() { if (( EUID == 0 )); then "$@"; else sudo -n "$@"; fi; }

lists_are_stale() {  # no package lists, or none younger than a week
    [[ -z $(find /var/lib/apt/lists -maxdepth 1 -name '*_Packages*' -mtime -7 -print -quit 2>/dev/null) ]]
}

# apt ARGUMENT...: with its own output in a log, and a sign of life every 15 seconds.
apt() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=900 \
        -o Acquire::Retries=3 -o Dpkg::Options::=--force-unsafe-io "$@" >>"$LOG/apt.log" 2>&1 9>&- &
    attend 1800 "apt-get $1 (progress in $LOG/apt.log)" "$!"
}

install_packages() {
    local missing policy=/usr/sbin/policy-rc.d status=0
    mapfile -t missing < <(missing_packages)
    (( ${#missing[@]} )) || return 0
    require_debian "${missing[*]}"

    : > "$LOG/apt.log"
    if lists_are_stale; then
        step "apt-get update (package lists are missing or older than a week)"
        apt update || die "apt-get update failed; its log: $LOG/apt.log"
    fi
    step "installing ${#missing[@]} Debian packages and what they need (all of them: about 3 minutes)"
    # Tell the package manager not to start daemons of its own meanwhile.
    if [[ ! -e $policy ]]; then
        trap 'as_root rm -f /usr/sbin/policy-rc.d' EXIT
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
        as_root chmod 755 "$policy"
    fi
    apt install -y --no-install-recommends "${missing[@]}" || {
        step "first attempt failed; once more with fresh package lists"
        apt update && apt install -y --no-install-recommends "${missing[@]}" || status=$?
    }
    if [[ $(trap -p EXIT) ]]; then
        as_root rm -f "$policy"
        trap - EXIT
    fi
    (( status == 0 )) || {
        last_lines "$LOG/apt.log"
        die "packages could not be installed: ${missing[*]}; the log: $LOG/apt.log"
    }
}
