# SPDX-License-Identifier: Apache-2.0
# Secrets and rendered configuration. Sourced by up.

secret() {  # NAME: a random password, made once and kept
    local file=$STATE/secrets/$1
    [[ -s $file ]] || head -c 24 /dev/urandom | base64 | tr '+/' 'ab' > "$file"
    cat "$file"
}

configure() {
    (( ${#DB_SOCKET} <= 107 )) || die "STATE is too long a path: $STATE"
    SECRET_ADMIN=$(secret admin)
    SECRET_DEMO=$(secret demo)
    SECRET_SERVICE=$(secret service)
    SECRET_RABBIT=$(secret rabbit)
    SECRET_RNDC=$(secret rndc)
    AUTH_URL=http://$HOST:$PORT_KEYSTONE/v3
    DB_URL=mysql+pymysql://root@localhost
    DB_ARGS="unix_socket=$DB_SOCKET&charset=utf8"
    TRANSPORT_URL=rabbit://openstack:$SECRET_RABBIT@$HOST:$PORT_RABBIT/

    # How a service logs in; templates add the username after it.
    AUTH="auth_type = password
auth_url = $AUTH_URL
password = $SECRET_SERVICE
project_name = service
user_domain_id = default
project_domain_id = default"
    # The same for the middleware that checks the tokens of callers.
    AUTHTOKEN="$AUTH
www_authenticate_uri = $AUTH_URL
memcached_servers = $HOST:$PORT_MEMCACHED
service_token_roles = service
service_token_roles_required = true"

    # neutron forks API workers even for one; zero serves from the parent.
    NEUTRON_API_WORKERS=$(( BIVOUAC_LAB_WORKERS > 1 ? BIVOUAC_LAB_WORKERS : 0 ))
    GLANCE_WORKERS=$NEUTRON_API_WORKERS

    export "${!SECRET_@}" AUTH_URL DB_URL DB_ARGS TRANSPORT_URL AUTH AUTHTOKEN \
           NEUTRON_API_WORKERS GLANCE_WORKERS
    "$PYTHON" "$OPENSTACK_ROOT/lib/render.py" "$ETC" "$OPENSTACK_ROOT"/etc/*
}
