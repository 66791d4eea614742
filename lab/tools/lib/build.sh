# SPDX-License-Identifier: Apache-2.0
# Compile tools from Go modules, and say how far that is. Sourced, never executed.

# What each tool is built from; its program has the last part of the package's name.
declare -A PACKAGES=(
    [pulumi]='github.com/pulumi/pulumi/pkg/v3/cmd/pulumi ./cmd/pulumi-language-nodejs'
    [openstack]='./cmd/pulumi-resource-openstack'
    [kubernetes]='./cmd/pulumi-resource-kubernetes'
    [kube]='./cmd/kube'
    [kwok]='sigs.k8s.io/kwok/cmd/kwok'
)
declare -A TRIMS=(
    [pulumi]='pulumi gocloud aws-s3'
    [openstack]='openstack-waits'
    [kubernetes]='pulumi-kubernetes helm flux-ssa'
    [kube]='kubernetes apiserver'
    [kwok]=''
)
# One set for all programs: a setting for a package that a program does not have is ignored.
KUBE_VERSION=k8s.io/component-base/version
LDFLAGS="-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=$PULUMI_VERSION
    -X $KUBE_VERSION.gitVersion=v1.36.3 -X $KUBE_VERSION.gitMajor=1 -X $KUBE_VERSION.gitMinor=36 -X $KUBE_VERSION.gitTreeState=clean
    -X sigs.k8s.io/kwok/pkg/consts.Version=v0.8.0"
# No debugging tables: they are a tenth of the work, and the linker would throw them away.
BUILD_FLAGS=(-trimpath -gcflags=all=-dwarf=false -ldflags "$LDFLAGS")

# A compiler that collects garbage four times less often takes a third less processor time, and more memory.
go_settings() { export CGO_ENABLED=0 GOFLAGS=-buildvcs=false GOWORK=off GOGC="${BIVOUAC_GOGC:-400}"; }

trims_of() {
    local tool
    for tool; do
        [[ $tool == openstack && $OPENSTACK_WAITS == upstream ]] || printf '%s\n' ${TRIMS[$tool]}
    done
}

# digest TOOL: of all that the tool is made from, and of the compiler.
digest() {
    local name
    {
        go version
        echo "${BUILD_FLAGS[*]} ${PACKAGES[$1]}"
        cat "$TOOLS_ROOT"/go.{mod,sum}
        [[ ! -d $TOOLS_ROOT/cmd/$1 ]] || cat "$TOOLS_ROOT/cmd/$1"/*
        for name in ${PACKAGES[$1]}; do [[ $name != ./* ]] || cat "$TOOLS_ROOT/$name"/*; done
        for name in $(trims_of "$1"); do (cd "$TOOLS_ROOT/trim/$name" && find . -type f | sort | xargs tail -n +1); done
    } | sha256sum | cut -c1-16
}

need_go() {
    command -v go >/dev/null || die "Go is missing: the tools are built from source here. Install Go 1.26 or newer (https://go.dev/dl) and put it on PATH"
    local version
    version=$(cd "$TOOLS_ROOT" && go env GOVERSION 2>&1) || die "this needs Go 1.26 or newer; 'go' on PATH says: $version. See https://go.dev/dl"
    local free
    free=$(df -Pm "$(go env GOCACHE | xargs dirname)" 2>/dev/null | awk 'NR == 2 { print $4 }')
    (( ${free:-99999} >= 8000 )) || die "only $free MiB are free where Go keeps its cache; a build from nothing takes 8000"
}

# prepare OUT TOOL...: fetch the modules of these tools and find out what is to be compiled.
prepare() {
    local out=$1 tool packages=(); shift
    mkdir -p "$out/work" "$BIVOUAC_CACHE/log"
    for tool; do packages+=(${PACKAGES[$tool]}); done
    {
        trimmed "$out/work" $(trims_of "$@") &&
            (cd "$TOOLS_ROOT" && go list -modfile="$out/work/go.mod" -deps "${packages[@]}" >"$out/work/packages")
    } >"$(log_of "$1")" 2>&1
}

# compile OUT TOOL...: put the programs of these tools, which are prepared, into OUT by one Go build, so that what they share is compiled once.
compile() {
    local out=$1 tool log packages=() since=$SECONDS total TIMEFORMAT='%R %U %S'; shift
    log=$(log_of "$1")
    for tool; do packages+=(${PACKAGES[$tool]}); done
    total=$(wc -l <"$out/work/packages")
    {
        time nice -n "${BIVOUAC_TOOLS_NICE:-5}" go build -C "$TOOLS_ROOT" -v -modfile="$out/work/go.mod" -p "$JOBS" \
            "${BUILD_FLAGS[@]}" -o "$out/" "${packages[@]}" 2>>"$log"
    } 2>"$out/work/time" &
    follow $! "compiling $*: %d of at most $total packages" "$log" || build_failed "$log" "$*"
    count_times "$*" "$out/work/time" "$(done_in "$log")"
    step "compiled $* in $((SECONDS - since)) s"
}

# done_in LOG: packages compiled so far, or before that modules fetched.
done_in() {
    local count
    count=$(grep -c '^[a-z0-9.-]*\(/[^ ]*\)*$' "$1" 2>/dev/null) || true
    (( ${count:-0} )) || count=$(grep -c '^go: downloading' "$1" 2>/dev/null) || true
    echo "${count:-0}"
}

log_of() { echo "$BIVOUAC_CACHE/log/tools-$1.log"; }

build_failed() {
    clear_line
    grep -v '^go: downloading' "$1" | tail -n 8 | cut -c1-300 | sed 's/^/        /' >&2
    grep -q 'dial tcp\|no such host\|i/o timeout\|403 Forbidden' "$1" && say "        (Go modules come from $(go env GOPROXY); is it reachable?)"
    die "$2 cannot be built; the whole log: $1. Run this command again: what is compiled is kept"
}

# follow PID TEXT LOG: wait for a job; every 15 seconds (in a terminal, twice a second) say how far it is. %d: packages or modules done.
follow() {
    local pid=$1 text=$2 log=$3 next=$((SECONDS + 15)) since=$SECONDS line
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.5
        if [[ -t 2 ]] || (( SECONDS >= next )); then
            next=$((SECONDS + 15))
            printf -v line "$text" "$(done_in "$log")"
            progress "$line, $((SECONDS - since)) s"
        fi
    done
    clear_line
    wait "$pid"
}

# progress TEXT: a line of its own, or in a terminal the same line again.
progress() {
    if [[ -t 2 ]]; then
        printf '\r\033[K%5ds  %-10s %s' "$SECONDS" "$PART" "${1:0:$(( $(tput cols 2>/dev/null || echo 80) - 20 ))}" >&2
    else
        step "$1"
    fi
}
clear_line() { [[ ! -t 2 ]] || printf '\r\033[K' >&2; }

# count_times STAGE TIME_FILE LINES: keep wall and processor seconds for `make bench`.
count_times() {
    local wall user system
    read -r wall user system < <(tail -n 1 "$2")
    [[ -e $TOOLS_STATE/times.tsv ]] || printf 'stage\twall_s\tcpu_s\tpackages\twhen\n' >"$TOOLS_STATE/times.tsv"
    printf '%s\t%.1f\t%.1f\t%s\t%(%FT%TZ)T\n' "$1" "$wall" "$(awk "BEGIN { print $user + $system }")" "$3" -1 >>"$TOOLS_STATE/times.tsv"
}
