# SPDX-License-Identifier: Apache-2.0
# The databases of the services, each by its own migration tool. Sourced by up.

schema_keystone() {
    local manage=(run keystone-manage --config-file "$ETC/keystone.conf")
    local owner=(--keystone-user "$(id -un)" --keystone-group "$(id -gn)")
    "${manage[@]}" db_sync &&
    "${manage[@]}" fernet_setup "${owner[@]}" &&
    "${manage[@]}" credential_setup "${owner[@]}" &&
    "${manage[@]}" bootstrap --bootstrap-password "$SECRET_ADMIN" \
        --bootstrap-region-id RegionOne --bootstrap-public-url "$AUTH_URL" \
        --bootstrap-internal-url "$AUTH_URL" --bootstrap-admin-url "$AUTH_URL"
}
nova_manage() {
    run nova-manage --config-file "$ETC/nova.conf" --config-file "$ETC/nova-db.conf" "$@"
}
schema_nova() {
    nova_manage api_db sync &&
    nova_manage cell_v2 map_cell0 &&
    nova_manage db sync &&
    nova_manage cell_v2 create_cell --name cell1
}
schema_placement() { run placement-manage  --config-file "$ETC/placement.conf"  db sync; }
schema_glance()    { run glance-manage     --config-file "$ETC/glance-api.conf" db_sync; }
schema_neutron()   { run neutron-db-manage --config-file "$ETC/neutron.conf"    upgrade heads; }
schema_cinder()    { run cinder-manage     --config-file "$ETC/cinder.conf"     db sync; }
schema_designate() { run designate-manage  --config-file "$ETC/designate.conf"  database sync; }
schema_octavia()   { run octavia-db-manage --config-file "$ETC/octavia.conf"    upgrade head; }
schema_heat()      { run heat-manage       --config-file "$ETC/heat.conf"       db_sync; }

# All at once; what they print goes to a log each, and one that fails is named after the others have ended.
create_schemas() {
    every_schema 9>&- &
    attend 1800 "the database schemas (progress in $LOG/once-schema-*.log)" "$!" || exit 1
}

every_schema() {
    local name pid jobs=() failed=0
    for name in neutron nova keystone placement glance $BIVOUAC_LAB_SERVICES; do
        quietly_once "schema-$name" "schema_$name" &
        jobs+=("$!")
    done
    for pid in "${jobs[@]}"; do wait "$pid" || failed=1; done
    return "$failed"
}

quietly_once() { heartbeat() { :; }; once "$@"; }
