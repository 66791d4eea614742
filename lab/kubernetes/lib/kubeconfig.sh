# SPDX-License-Identifier: Apache-2.0
# The administrator's kubeconfig: one for each cluster, and one with all of them as contexts. Sourced by up and down.

# kubeconfig N...: print one with these clusters; the first is the current context.
kubeconfig() {
    local number clusters='' users='' contexts='' first=''
    for number in "$@"; do
        select_cluster "$number"
        [[ -f $PKI/done ]] || continue
        first=${first:-$CLUSTER}
        clusters+="- {name: $CLUSTER, cluster: {server: \"https://127.0.0.1:$BASE_PORT\", certificate-authority-data: $(base64 -w0 "$PKI/ca.crt")}}
"
        users+="- {name: $CLUSTER-admin, user: {client-certificate-data: $(base64 -w0 "$PKI/admin.crt"), client-key-data: $(base64 -w0 "$PKI/admin.key")}}
"
        contexts+="- {name: $CLUSTER, context: {cluster: $CLUSTER, user: $CLUSTER-admin}}
"
    done
    printf 'apiVersion: v1\nkind: Config\ncurrent-context: %s\nclusters:\n%susers:\n%scontexts:\n%s' \
        "$first" "$clusters" "$users" "$contexts"
}

# write_kubeconfig FILE N...: in one rename, so that readers see the old file or the new one.
write_kubeconfig() {
    local file=$1; shift
    (kubeconfig "$@") > "$file.$$"
    chmod 600 "$file.$$"
    mv -f "$file.$$" "$file"
}
