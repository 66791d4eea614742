# SPDX-License-Identifier: Apache-2.0
# Settings and paths of the lab's Kubernetes clusters. Sourced by up, down and status, never executed.

PART=kubernetes
KUBERNETES_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$KUBERNETES_ROOT/../lib/settings.sh"
source "$LAB_ROOT/lib/process.sh"
source "$LAB_ROOT/lib/lock.sh"

# How many clusters up starts when it is not told: the shared one, and two that an event can give to a team alone.
: "${BIVOUAC_LAB_CLUSTERS:=3}"

# Clusters with the ECK operator and the CRDs of Elasticsearch, Logstash, Kibana and Kafka; empty: none.
: "${BIVOUAC_LAB_ECK_CLUSTERS=2 3}"

# The API server of the first cluster. Its six neighbours serve the other parts; the next cluster is ten further on.
: "${BIVOUAC_LAB_KUBERNETES_PORT:=26443}"

# Fake nodes of each cluster: of 32 CPUs and 256Gi, and such with 4 GPUs besides.
: "${BIVOUAC_LAB_NODES:=4}"
: "${BIVOUAC_LAB_GPU_NODES:=1}"

CLUSTERS_STATE=$LAB_STATE/kubernetes
PARTS=(etcd kube-apiserver kube-controller-manager kube-scheduler kwok)
BIN=$TOOLS_BIN

# select_cluster N: point everything below at that cluster.
select_cluster() {
    STATE=$CLUSTERS_STATE/$1
    RUN=$STATE/run
    LOG=$STATE/log
    PKI=$STATE/pki
    KUBECONFIG_FILE=$STATE/kubeconfig
    BASE_PORT=$(( BIVOUAC_LAB_KUBERNETES_PORT + 10 * ($1 - 1) ))
    # Addresses that nothing has. What stands for a pod on this machine listens at the same with 127 in front (lab/pods).
    POD_CIDR=10.$(( 240 + $1 )).0.0/16
    CLUSTER=bivouac-lab
    (( $1 == 1 )) || CLUSTER=bivouac-lab-$1
}

# The numbers of the clusters that have a state directory.
clusters() { ls "$CLUSTERS_STATE" 2>/dev/null | grep -xE '[0-9]+' | sort -n || true; }

has_stacks() { [[ " $BIVOUAC_LAB_ECK_CLUSTERS " == *" $1 "* ]]; }
port() { echo $(( BASE_PORT + $1 )); }
kube() { "$BIN/kubectl" --kubeconfig "$KUBECONFIG_FILE" "$@"; }
