# SPDX-License-Identifier: Apache-2.0
# Database, message queue and cache. Sourced by up.

start_database() {
    once mariadb mariadb-install-db --no-defaults --datadir="$DATA/mysql" \
        --user="$(id -un)" --auth-root-authentication-method=normal --skip-test-db
    # No network and no password: the socket is in a directory only we can enter. Durability is given up for speed,
    # and all tables share one file: creating a thousand of them takes seconds instead of a minute.
    spawn mariadb /usr/sbin/mariadbd --no-defaults --user="$(id -un)" \
        --datadir="$DATA/mysql" --socket="$DB_SOCKET" --pid-file="$DATA/mysql/pid" \
        --skip-networking --skip-name-resolve --max-connections=2000 \
        --character-set-server=utf8mb3 --performance-schema=OFF \
        --innodb-buffer-pool-size=256M --innodb-log-file-size=64M --innodb-file-per-table=OFF \
        --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0 --sync-frm=0 --debug-no-sync
}

database_ready() { "$PYTHON" "$OPENSTACK_ROOT/lib/databases.py" "$DB_SOCKET"; }

create_databases() {
    "$PYTHON" "$OPENSTACK_ROOT/lib/databases.py" "$DB_SOCKET" keystone placement \
        glance nova_api nova nova_cell0 neutron $BIVOUAC_LAB_SERVICES
}

start_queue() {
    # RabbitMQ would start an epmd that listens on every address and outlives
    # it; with one of ours in place it does not.
    spawn epmd epmd -address "$HOST" -port "$PORT_EPMD"
    spawn rabbitmq env \
        HOME="$DATA/rabbitmq" \
        ERL_EPMD_ADDRESS="$HOST" ERL_EPMD_PORT="$PORT_EPMD" \
        RABBITMQ_NODENAME=bivouac_lab@localhost \
        RABBITMQ_DIST_PORT="$PORT_RABBIT_DIST" \
        RABBITMQ_CONF_ENV_FILE=/dev/null \
        RABBITMQ_CONFIG_FILE="$ETC/rabbitmq.conf" \
        RABBITMQ_ENABLED_PLUGINS_FILE="$ETC/rabbitmq-plugins" \
        RABBITMQ_MNESIA_BASE="$DATA/rabbitmq/mnesia" \
        RABBITMQ_LOG_BASE="$LOG" \
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none" \
        /usr/lib/rabbitmq/bin/rabbitmq-server
}

start_cache() {
    spawn memcached memcached -l "$HOST" -p "$PORT_MEMCACHED" -U 0 -m 64 -u "$(id -un)"
}
