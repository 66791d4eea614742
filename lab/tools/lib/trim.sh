# SPDX-License-Identifier: Apache-2.0
# Leave out of a Go build what a lab has no use for. Sourced, never executed.
#
# A folder trim/NAME changes one module. With a go.mod it stands in for the whole module. Otherwise the module is copied
# (its name and one package of it are in `module`), the paths in `drop` are removed, the lines
# of `edit` (path, sed command) are carried out, and the tree `files` is laid over it.

# trimmed WORK NAME...: write WORK/go.mod and WORK/go.sum, ours with these trims in force.
trimmed() {
    local work=$1 name module package source copy path command; shift
    mkdir -p "$work/mod"
    cp "$TOOLS_ROOT"/go.{mod,sum} "$work/"
    for name; do
        local trim=$TOOLS_ROOT/trim/$name
        if [[ -e $trim/go.mod ]]; then
            module=$(awk '$1 == "module" { print $2 }' "$trim/go.mod") copy=$trim
        else
            read -r module package <"$trim/module"
            # Through a package of it: `go list -m` also asks for the version's time stamp, which a module proxy may not give.
            source=$(cd "$TOOLS_ROOT" && go list -find -f '{{with .Module.Replace}}{{.Dir}}{{else}}{{.Module.Dir}}{{end}}' "$package")
            copy=$work/mod/$name
            # Hard links are quick and safe: files here are removed and made anew, never written to.
            cp -al "$source" "$copy" 2>/dev/null || { rm -rf "$copy"; cp -r "$source" "$copy"; }
            find "$copy" -type d -exec chmod u+w {} +
            (cd "$copy" && xargs rm -rf --) <"$trim/drop"
            [[ ! -e $trim/edit ]] || while read -r path command; do
                sed "$command" "$copy/$path" >"$copy/.edited"
                mv -f "$copy/.edited" "$copy/$path"
            done <"$trim/edit"
            [[ ! -d $trim/files ]] || cp -r "$trim/files/." "$copy/"
        fi
        go mod edit -replace "$module=$copy" "$work/go.mod"
    done
}
