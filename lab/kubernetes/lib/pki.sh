# SPDX-License-Identifier: Apache-2.0
# Keys and certificates of a cluster: one authority, a server, an administrator, and the pair that signs the tokens of
# service accounts. Sourced by up.

make_pki() {
    mkdir -p "$PKI"
    [[ ! -f $PKI/done ]] || return 0
    local curve=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes)
    {
        openssl req -x509 "${curve[@]}" -days 3650 -subj "/CN=$CLUSTER-ca" -keyout "$PKI/ca.key" -out "$PKI/ca.crt" &&
        sign server /CN=kube-apiserver 'subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:kubernetes.default.svc' &&
        sign admin /O=system:masters/CN=admin 'extendedKeyUsage=clientAuth' &&
        openssl genrsa -out "$PKI/sa.key" 2048 &&
        openssl rsa -in "$PKI/sa.key" -pubout -out "$PKI/sa.pub"
    } >"$LOG/pki.log" 2>&1 || { last_lines "$LOG/pki.log"; die "openssl failed; its log: $LOG/pki.log"; }
    touch "$PKI/done"
}

sign() {  # NAME SUBJECT EXTENSION
    openssl req "${curve[@]}" -subj "$2" -keyout "$PKI/$1.key" -out "$PKI/$1.csr" &&
    openssl x509 -req -in "$PKI/$1.csr" -CA "$PKI/ca.crt" -CAkey "$PKI/ca.key" -CAcreateserial -days 3650 \
        -extfile <(echo "$3") -out "$PKI/$1.crt"
}
