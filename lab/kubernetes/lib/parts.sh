# SPDX-License-Identifier: Apache-2.0
# How the parts of the selected cluster are started. Sourced by up.

start_etcd() {
    local client peer
    client=http://127.0.0.1:$(port 1)
    peer=http://127.0.0.1:$(port 2)
    # A lab does not outlive a power cut, so nothing is flushed.
    spawn etcd "$BIN/etcd" --name "$CLUSTER" --data-dir "$STATE/etcd" --unsafe-no-fsync --log-level warn \
        --listen-client-urls "$client" --advertise-client-urls "$client" \
        --listen-peer-urls "$peer" --initial-advertise-peer-urls "$peer" --initial-cluster "$CLUSTER=$peer"
}

# PodSecurity, ResourceQuota, LimitRanger and ValidatingAdmissionPolicy are among the plugins that are on by default.
start_apiserver() {
    spawn kube-apiserver "$BIN/kube-apiserver" --etcd-servers "http://127.0.0.1:$(port 1)" \
        --bind-address 127.0.0.1 --secure-port "$BASE_PORT" --advertise-address 127.0.0.1 \
        --endpoint-reconciler-type none --service-cluster-ip-range 10.96.0.0/16 \
        --authorization-mode Node,RBAC --anonymous-auth=false --allow-privileged \
        --client-ca-file "$PKI/ca.crt" --tls-cert-file "$PKI/server.crt" --tls-private-key-file "$PKI/server.key" \
        --service-account-issuer https://kubernetes.default.svc --service-account-key-file "$PKI/sa.pub" \
        --service-account-signing-key-file "$PKI/sa.key" \
        --max-requests-inflight 800 --max-mutating-requests-inflight 400
}

CONTROLLERS=(namespace resourcequota serviceaccount serviceaccount-token root-ca-certificate-publisher
    garbage-collector job cronjob deployment replicaset statefulset daemonset disruption endpoints endpointslice
    clusterrole-aggregation node-lifecycle persistentvolumeclaim-protection validatingadmissionpolicy-status ttl-after-finished pod-garbage-collector)

start_controllers() {
    local names
    names=$(printf '%s-controller,' "${CONTROLLERS[@]}")
    spawn kube-controller-manager "$BIN/kube-controller-manager" --kubeconfig "$KUBECONFIG_FILE" \
        --bind-address 127.0.0.1 --secure-port "$(port 3)" --leader-elect=false --use-service-account-credentials \
        --service-account-private-key-file "$PKI/sa.key" --root-ca-file "$PKI/ca.crt" --controllers "${names%,}" \
        --kube-api-qps 200 --kube-api-burst 400 --concurrent-gc-syncs 5 --resource-quota-sync-period 10s
    spawn kube-scheduler "$BIN/kube-scheduler" --kubeconfig "$KUBECONFIG_FILE" \
        --bind-address 127.0.0.1 --secure-port "$(port 4)" --leader-elect=false \
        --kube-api-qps 200 --kube-api-burst 400
    spawn kwok "$BIN/kwok" --kubeconfig "$KUBECONFIG_FILE" --config "$KUBERNETES_ROOT/lib/stages.yaml" \
        --manage-all-nodes --server-address "127.0.0.1:$(port 5)" --cidr "$POD_CIDR" --node-lease-duration-seconds 40
}

apply_nodes() {
    "$KUBERNETES_ROOT/lib/nodes" "$BIVOUAC_LAB_NODES" "$BIVOUAC_LAB_GPU_NODES" | kube apply --server-side -f -
}
