# SPDX-License-Identifier: Apache-2.0
# What clients need to log in. Sourced by up.

# Both users have a project of their own name.
cloud_entry() {  # CLOUD USER PASSWORD
    cat <<YAML
  $1:
    auth:
      auth_url: $AUTH_URL
      username: $2
      password: $3
      project_name: $2
      user_domain_id: default
      project_domain_id: default
    region_name: RegionOne
    identity_api_version: 3
YAML
}
write_credentials() {
    local new=$LAB_CLOUDS.$$
    {
        echo clouds:
        cloud_entry bivouac-lab      admin "$SECRET_ADMIN"
        cloud_entry bivouac-lab-demo demo  "$SECRET_DEMO"
    } > "$new"
    # Renamed into place: a reader sees the old file or the new one, and nobody else sees either.
    chmod 600 "$new"
    mv -f "$new" "$LAB_CLOUDS"
}
