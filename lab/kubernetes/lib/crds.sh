# SPDX-License-Identifier: Apache-2.0
# Definitions of the custom resources that a team's stacks are written in, from their makers' packages, kept in the cache. Sourced, never executed.

declare -A CRD_SETS=([eck]=3.5.0 [strimzi]=1.2.0 [keda]=2.20.2 [prometheus]=0.93.0)
CRD_CACHE=$BIVOUAC_CACHE/crds

# crds_file SET: print the file with its definitions; make it when it is missing.
crds_file() {
    local file=$CRD_CACHE/$1-${CRD_SETS[$1]}.yaml
    if [[ ! -s $file ]]; then
        mkdir -p "$CRD_CACHE"
        step "fetching the CRDs of $1 ${CRD_SETS[$1]}"
        ("crds_of_$1" "${CRD_SETS[$1]}" >"$file.$$") || { rm -f "$file.$$"; die "the CRDs of $1 are not to be had"; }
        mv -f "$file.$$" "$file"
    fi
    echo "$file"
}

crds_of_eck() {
    local source
    source=$(eck_source) || return 1
    cat "$source/config/crds/v1/all-crds.yaml"
}

crds_of_keda() {
    local source
    source=$(go_module "github.com/kedacore/keda/v2@v$1") || return 1
    joined_yaml "$source"/config/crd/bases/keda.sh_*.yaml
}

crds_of_prometheus() {
    local source
    source=$(go_module "github.com/prometheus-operator/prometheus-operator@v$1") || return 1
    joined_yaml "$source"/example/prometheus-operator-crd/monitoring.coreos.com_{prometheusrules,servicemonitors,podmonitors}.yaml
}

# Strimzi's are made from its Java model, by its own generator and with the arguments of its build. What comes out is, byte by byte, what it releases.
crds_of_strimzi() {
    local work java model=io.strimzi.api.kafka.model name outputs=()
    java=$(java_of 21) || { say "error: $PART: Strimzi's generator needs Java 21 or newer (JAVA_HOME, PATH or /usr/lib/jvm)"; return 1; }
    command -v mvn >/dev/null || { say "error: $PART: Maven is missing: apt-get install maven"; return 1; }
    work=$(mktemp -d "$CRD_CACHE/.strimzi-XXXXXX")
    trap "rm -rf '$work'" EXIT  # of the subshell
    mvn -q -B -Dstyle.color=never -f "$KUBERNETES_ROOT/lib/strimzi-crds.xml" "-Dstrimzi=$1" dependency:copy-dependencies -DincludeScope=runtime \
        "-DoutputDirectory=$work/jars" >&2 || return 1
    for name in kafka.Kafka connect.KafkaConnect podset.StrimziPodSet topic.KafkaTopic user.KafkaUser nodepool.KafkaNodePool \
        bridge.KafkaBridge connector.KafkaConnector mirrormaker2.KafkaMirrorMaker2 rebalance.KafkaRebalance; do
        outputs+=("$model.$name=$work/$name.yaml")
    done
    "$java" -cp "$work/jars/*" io.strimzi.crdgenerator.CrdGenerator --label app:strimzi --label strimzi.io/crd-install:true \
        --target-kube 1.16+ --crd-api-version v1 --api-versions v1 --storage-version v1 --yaml "${outputs[@]}" >&2 || return 1
    joined_yaml "$work"/*.yaml
}

# install_crds SET: into the selected cluster. Quick when they are there.
install_crds() {
    local file mark=$STATE/crds/$1 names
    file=$(crds_file "$1")
    names=($(sed -n 's/^  name: \([a-z0-9]*\.[a-z0-9.]*\)$/customresourcedefinition.apiextensions.k8s.io\/\1/p' "$file"))
    if [[ -e $mark && $(< "$mark") == "$(basename "$file")" ]] && kube get "${names[@]}" >/dev/null 2>&1; then return; fi
    step "$CLUSTER: installing the CRDs of $1"
    kube apply --server-side --force-conflicts -f "$file" >/dev/null
    # A definition that was just made has no conditions yet, which `wait` takes for a fault.
    wait_for kube-apiserver kube wait --for=condition=Established "${names[@]}" --timeout=10s
    mkdir -p "$STATE/crds"
    basename "$file" >"$mark"
}

go_module() { (cd /tmp && GOFLAGS=-mod=mod go mod download -json "$1") | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p'; }

joined_yaml() { local file; for file; do echo ---; cat "$file"; done; }

# java_of MAJOR: the first Java that is at least that.
java_of() {
    local java major
    for java in ${JAVA_HOME:+"$JAVA_HOME/bin/java"} "$(command -v java || true)" /usr/lib/jvm/*/bin/java; do
        [[ -x $java ]] || continue
        major=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')
        (( ${major:-0} >= $1 )) && { echo "$java"; return; }
    done
    return 1
}
