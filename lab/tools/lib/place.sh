# SPDX-License-Identifier: Apache-2.0
# Where tools stand, and which variant it is. Sourced, never executed.
#
# Beside each Pulumi version, bivouac-build.json says of the engine and its plugins: version, source (release or build),
# recipe (a digest), and what sets a build apart from a release. A release that somebody else put there has no entry.

CONTROL_PLANE=(etcd kube-apiserver kube-controller-manager kube-scheduler kubectl)

stamp_of() {
    case $1 in
        kube|kwok) echo "$TOOLS_STATE/$1.json" ;;
        *)         echo "$VERSION_DIR/.bivouac/$1.json" ;;
    esac
}

plugin_dir() { echo "$PULUMI_HOME/plugins/resource-$1-v${PLUGINS[$1]}"; }

program_of() {
    case $1 in
        pulumi)    echo "$VERSION_DIR/bin/pulumi" ;;
        kube|kwok) echo "$TOOLS_STATE/bin/$1" ;;
        *)         echo "$(plugin_dir "$1")/pulumi-resource-$1" ;;
    esac
}

# there TOOL: installed, whole, and a release or built from this recipe.
there() {
    local stamp
    [[ -x $(program_of "$1") ]] || return 1
    case $1 in
        pulumi)               [[ -x $VERSION_DIR/bin/pulumi-language-nodejs ]] || return 1 ;;
        openstack|kubernetes) [[ ! -e $(plugin_dir "$1").partial ]] || return 1 ;;
    esac
    stamp=$(stamp_of "$1")
    # Without a word of ours somebody else installed it.
    [[ -e $stamp ]] || return 0
    grep -q "\"recipe\": \"$(digest "$1")\"\|\"source\": \"release\"" "$stamp"
}

# place TOOL OUT: put what was built into its final place; at every moment the old one or the new one is there, or none.
place() {
    local tool=$1 out=$2 part
    case $tool in
        pulumi)
            forget pulumi
            mkdir -p "$VERSION_DIR/bin"
            for part in pulumi-language-nodejs pulumi; do move "$out/$part" "$VERSION_DIR/bin/$part"; done
            remember pulumi "\"version\": \"$PULUMI_VERSION\", \"source\": \"build\", \"recipe\": \"$(digest pulumi)\", \"without\": [\"state stores other than file://\", \"key services of public clouds\", \"pulumi api\", \"logs of public clouds\", \"languages other than Node\"]"
            ;;
        openstack|kubernetes)
            # The engine's own command, so that the result has the form that the engine looks for.
            "$VERSION_DIR/bin/pulumi" plugin install resource "$tool" "${PLUGINS[$tool]}" --file "$out/pulumi-resource-$tool" --reinstall \
                >"$BIVOUAC_CACHE/log/tools-place.log" 2>&1 || { last_lines "$BIVOUAC_CACHE/log/tools-place.log"; die "the $tool plugin cannot be installed in $PULUMI_HOME"; }
            remember_plugin "$tool"
            ;;
        kube)
            move "$out/kube" "$TOOLS_STATE/bin/kube"
            for part in "${CONTROL_PLANE[@]}"; do
                [[ $(readlink "$TOOLS_STATE/bin/$part" 2>/dev/null) == kube ]] || ln -sfn kube "$TOOLS_STATE/bin/$part"
            done
            remember kube "\"version\": \"1.36.3\", \"source\": \"build\", \"recipe\": \"$(digest kube)\""
            ;;
        kwok)
            move "$out/kwok" "$TOOLS_STATE/bin/kwok"
            remember kwok "\"version\": \"0.8.0\", \"source\": \"build\", \"recipe\": \"$(digest kwok)\""
            ;;
    esac
    step "installed $tool: $(program_of "$tool"), $(( $(stat -c %s "$(program_of "$tool")") >> 20 )) MiB"
}

remember_plugin() {
    local extra
    case $1 in
        openstack)  extra="\"provider\": \"1.54.1\", \"waits\": \"$OPENSTACK_WAITS\"" ;;
        kubernetes) extra='"provider": "4.18.1+6", "deletion": "polled", "without": ["Helm", "component resources", "schema"]' ;;
    esac
    remember "$1" "\"version\": \"${PLUGINS[$1]}\", \"source\": \"build\", \"recipe\": \"$(digest "$1")\", $extra"
}

# move FROM TO: by a rename in the folder of TO, so that a running program and a starting one each find a whole file.
move() {
    cp "$1" "$2.new-$$"
    chmod 755 "$2.new-$$"
    mv -f "$2.new-$$" "$2"
}

# remember TOOL FIELDS
remember() {
    local stamp
    stamp=$(stamp_of "$1")
    mkdir -p "$(dirname "$stamp")"
    printf '{ %s }\n' "$2" >"$stamp.new-$$"
    mv -f "$stamp.new-$$" "$stamp"
    write_summary
}

forget() { rm -f "$(stamp_of "$1")"; }

write_summary() {
    local file tool lines=()
    for file in "$VERSION_DIR"/.bivouac/*.json; do
        [[ -e $file ]] || continue
        tool=$(basename "$file" .json)
        lines+=("  \"$tool\": $(<"$file")")
    done
    (( ${#lines[@]} )) || return 0
    { echo '{'; printf '%s,\n' "${lines[@]}" | sed '$ s/,$//'; echo '}'; } >"$VERSION_DIR/bivouac-build.json.new-$$"
    mv -f "$VERSION_DIR/bivouac-build.json.new-$$" "$VERSION_DIR/bivouac-build.json"
}
