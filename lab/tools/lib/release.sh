# SPDX-License-Identifier: Apache-2.0
# Pulumi and its plugins as their makers publish them, where downloads are open. Sourced, never executed.

# releases TOOL...: download these; what cannot be had is left to the build.
releases() {
    (( $# )) && [[ $BIVOUAC_TOOLS != build ]] || return 0
    local tool why
    if ! why=$(downloads_open 2>&1); then
        step "downloads of Pulumi are closed ($why): building from source"
        return
    fi
    for tool; do
        step "downloading $tool"
        if release "$tool" >"$BIVOUAC_CACHE/log/tools-$tool.log" 2>&1; then
            step "installed the release of $tool: $(program_of "$tool")"
        else
            last_lines "$BIVOUAC_CACHE/log/tools-$tool.log"
            step "no release of $tool to be had; see $BIVOUAC_CACHE/log/tools-$tool.log"
        fi
    done
}

downloads_open() {
    command -v curl >/dev/null || { echo "curl is missing"; return 1; }
    curl -fsSL --max-time 6 -o /dev/null https://get.pulumi.com/install.sh || return 1
}

release() {
    local new=$PULUMI_HOME/.new-$$
    case $1 in
        pulumi)
            # The npm package does the download, into a home beside the real one; then the whole folder moves.
            rm -rf "$new"
            PULUMI_HOME=$new timeout 900 "$("$TOOLS_ROOT/node")/node" "$LAB_ROOT/../node_modules/pulumi/run.js" version || { rm -rf "$new"; return 1; }
            mkdir -p "$PULUMI_HOME/versions"
            [[ ! -d $VERSION_DIR/.bivouac ]] || mv "$VERSION_DIR/.bivouac" "$new/versions/$PULUMI_VERSION/"
            rm -rf "$VERSION_DIR"
            mv "$new/versions/$PULUMI_VERSION" "$VERSION_DIR"
            rm -rf "$new"
            remember pulumi "\"version\": \"$PULUMI_VERSION\", \"source\": \"release\""
            ;;
        *)
            timeout 900 "$VERSION_DIR/bin/pulumi" plugin install resource "$1" "${PLUGINS[$1]}" --reinstall
            remember "$1" "\"version\": \"${PLUGINS[$1]}\", \"source\": \"release\""
            ;;
    esac
}
