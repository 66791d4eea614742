# SPDX-License-Identifier: Apache-2.0
# Start the ECK operator against the selected cluster, with the rights that its makers document and no others. Sourced, never executed.

ECK_NAMESPACE=elastic-system
ECK_MODULE=github.com/elastic/cloud-on-k8s/v3

eck_source() { (cd "$LAB_ROOT/eck" && GOFLAGS=-buildvcs=false GOWORK=off go list -find -f '{{.Module.Dir}}' "$ECK_MODULE/cmd/manager"); }

# eck_rights: its ServiceAccount and the ClusterRole of its Helm chart, whose rules are plain YAML inside three definitions.
eck_rights() {
    local name
    cat <<END
apiVersion: v1
kind: Namespace
metadata: {name: $ECK_NAMESPACE}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: elastic-operator, namespace: $ECK_NAMESPACE}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: elastic-operator}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: elastic-operator}
subjects: [{kind: ServiceAccount, name: elastic-operator, namespace: $ECK_NAMESPACE}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: elastic-operator}
rules:
END
    for name in rbacRules clusterWideRbacRules readNodeLabelsRbacRule; do
        sed -n "/define \"eck-operator.$name\"/,/{{- end -}}/{/{{/!p}" "$(eck_source)/deploy/eck-operator/templates/_helpers.tpl"
    done
}

# start_eck PROGRAM: the CRDs are there. No webhook; port 0 is said to switch metrics off and takes any port instead, of this host.
start_eck() {
    ! running elastic-operator || return 0
    eck_rights | kube apply --server-side --force-conflicts -f - >/dev/null
    wait_for kube-controller-manager kube create token elastic-operator -n "$ECK_NAMESPACE"
    eck_kubeconfig >"$STATE/elastic-operator.kubeconfig"
    fresh_log elastic-operator
    spawn elastic-operator env KUBECONFIG="$STATE/elastic-operator.kubeconfig" "$1" --operator-namespace "$ECK_NAMESPACE" \
        --enable-leader-election=false --metrics-port 0 --metrics-host 127.0.0.1 --enable-webhook=false --disable-telemetry --disable-config-watch \
        --exposed-node-labels 'topology.kubernetes.io/.*' --kube-client-qps 100
}

await_eck() { wait_for elastic-operator grep -q 'Operator license key validated' "$LOG/elastic-operator.log"; }

eck_kubeconfig() {
    cat <<END
apiVersion: v1
kind: Config
current-context: eck
clusters:
- {name: eck, cluster: {server: "https://127.0.0.1:$BASE_PORT", certificate-authority-data: $(base64 -w0 "$PKI/ca.crt")}}
contexts:
- {name: eck, context: {cluster: eck, user: elastic-operator}}
users:
- {name: elastic-operator, user: {token: $(kube create token elastic-operator -n "$ECK_NAMESPACE" --duration 8760h)}}
END
}
