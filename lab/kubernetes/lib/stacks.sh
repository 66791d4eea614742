# SPDX-License-Identifier: Apache-2.0
# What a team's Elasticsearch and Kafka need in a cluster: the definitions, the real ECK operator, and stand-ins for a storage driver and for Strimzi's operator. Sourced by up.

source "$LAB_ROOT/eck/operator.sh"
source "$KUBERNETES_ROOT/lib/crds.sh"

# start_stacks COUNT: on those of the first COUNT clusters that are to have them.
start_stacks() {
    local number program numbers=()
    for number in $BIVOUAC_LAB_ECK_CLUSTERS; do
        [[ $number =~ ^[1-9]$ ]] || die "BIVOUAC_LAB_ECK_CLUSTERS is '$BIVOUAC_LAB_ECK_CLUSTERS'; allowed are numbers of clusters"
        (( number > $1 )) || numbers+=("$number")
    done
    (( ${#numbers[@]} )) || return 0
    program=$("$LAB_ROOT/eck/build") || die "without the ECK operator: BIVOUAC_LAB_ECK_CLUSTERS= lab/up"
    for number in "${numbers[@]}"; do
        select_cluster "$number"
        install_crds eck
        install_crds strimzi
        start_eck "$program"
        start_stand_ins
    done
    for number in "${numbers[@]}"; do
        select_cluster "$number"
        await_eck
        wait_for kwok-stacks grep -q 'Starting HTTP server' "$LOG/kwok-stacks.log"
        step "$CLUSTER: the ECK operator runs"
    done
}

# A process of its own: it cannot start before the kinds are there, and manages no node.
start_stand_ins() {
    fresh_log kwok-stacks
    spawn kwok-stacks "$BIN/kwok" --kubeconfig "$KUBECONFIG_FILE" --config "$KUBERNETES_ROOT/lib/stack-stages.yaml" \
        --manage-nodes-with-label-selector kwok-stacks=none --server-address "127.0.0.1:$(port 6)"
}

# fresh_log NAME: its log begins anew with it, so that what it says there is said of this start.
fresh_log() { running "$1" || [[ ! -e $LOG/$1.log ]] || mv -f "$LOG/$1.log" "$LOG/$1.log.1"; }
