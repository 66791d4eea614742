# SPDX-License-Identifier: Apache-2.0
# The command line of up, down and status. Expects usage(). Sourced, never executed.

parse_arguments() {
    OPENSTACK=0 KUBERNETES=0 JSON=0 CLUSTERS=() FOR=() WIPE=()
    while (( $# )); do
        case $1 in
            --openstack)  OPENSTACK=1 ;;
            --kubernetes) KUBERNETES=1 ;;
            --json)       JSON=1 ;;
            --wipe)       WIPE=(--wipe) ;;
            --clusters)   [[ ${2:-} =~ ^[1-9]$ ]] || wrong "--clusters needs a number from 1 to 9"
                          CLUSTERS=(--clusters "$2"); shift ;;
            --for)        [[ ${2:-} =~ ^[0-9]+$ ]] || wrong "--for needs a process id"
                          FOR=(--for "$2"); shift ;;
            -h|--help)    usage; exit 0 ;;
            *)            wrong "unknown argument $1" ;;
        esac
        shift
    done
    (( ! ${#WIPE[@]} || ! ${#FOR[@]} )) || wrong "--wipe and --for exclude each other"
    (( OPENSTACK || KUBERNETES )) || { OPENSTACK=1; KUBERNETES=1; }
}

wrong() { say "error: $1"; say ""; usage >&2; exit 2; }
