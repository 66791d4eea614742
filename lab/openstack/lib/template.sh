# SPDX-License-Identifier: Apache-2.0
# The first seeded state is kept as a template, so that later empty states need no migrations. Sourced by up.
#
# A template holds the databases, the keys that belong to them and the image files. Its name is a digest of all that
# it depends on: package versions, this recipe, settings and the place of the state. Another digest, another template.

TEMPLATES=$LAB_STATE/templates

template_key() {
    {
        dpkg-query -W $(wanted_packages)
        (cd "$OPENSTACK_ROOT" && cat packages.txt etc/* lib/* python/*/*)
        echo "$BIVOUAC_LAB_SERVICES|$BIVOUAC_LAB_PORT_OFFSET|$BIVOUAC_LAB_COMPUTES|$STATE|$(id -un)"
    } | sha256sum | cut -c1-16
}

# choose_template: say what this up does: RESTORE a template, SAVE one, or neither (there is a state already).
choose_template() {
    RESTORE= SAVE=
    [[ $BIVOUAC_LAB_TEMPLATE == 1 ]] || return 0
    ! compgen -G "$DATA/.done-*" >/dev/null || return 0
    TEMPLATE=$TEMPLATES/$(template_key)
    if [[ -d $TEMPLATE ]]; then RESTORE=1; else SAVE=1; fi
}

# Before configuration is rendered: the secrets in the databases must be the ones in the files.
restore_files() {
    [[ $RESTORE ]] || return 0
    step "empty state: using the template of an earlier one"
    tar -C "$STATE" -xf "$TEMPLATE/files.tar" secrets data/keystone data/glance
}

# Only when the databases are back, the marks say that nothing is left to do.
restore_databases() {
    [[ $RESTORE ]] || return 0
    "$PYTHON" "$OPENSTACK_ROOT/lib/dump.py" restore "$DB_SOCKET" "$TEMPLATE/databases" >"$LOG/template.log" 2>&1 || {
        last_lines "$LOG/template.log"
        rm -rf -- "$TEMPLATE"
        die "the template was damaged and is removed now; run lab/down --openstack --wipe, then lab/up again"
    }
    tar -C "$STATE" -xf "$TEMPLATE/files.tar" --wildcards 'data/.done-*'
}

# After seeding and before the credentials are given out, so that nothing of a user is in it.
save_template() {
    [[ $SAVE ]] || return 0
    local new=$TEMPLATES/.new-$$
    rm -rf -- "$TEMPLATES"    # those of earlier packages or recipes serve nobody
    mkdir -p "$new"
    if "$PYTHON" "$OPENSTACK_ROOT/lib/dump.py" save "$DB_SOCKET" "$new/databases" >"$LOG/template.log" 2>&1 &&
        (cd "$STATE" && tar -cf "$new/files.tar" secrets data/keystone data/glance data/.done-*); then
        mv -T "$new" "$TEMPLATE"
    else
        rm -rf -- "$new"
        step "no template was kept; its log: $LOG/template.log"
    fi
}
