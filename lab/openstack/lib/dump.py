# SPDX-License-Identifier: Apache-2.0
"""Copy all databases to a file, or back: dump.py save|restore SOCKET FILE

The client package of the lab has no dump program of its own. Saving reads one consistent snapshot; restoring expects
none of the databases to exist.
"""
import gzip
import pickle
import sys

import pymysql

SYSTEM = {"information_schema", "performance_schema", "mysql", "sys"}
ROWS_AT_ONCE = 500


def rows(cursor, statement):
    cursor.execute(statement)
    return cursor.fetchall()


def save(connection, file):
    cursor = connection.cursor()
    cursor.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT")
    for (database,) in rows(cursor, "SHOW DATABASES"):
        if database in SYSTEM:
            continue
        pickle.dump(("database", rows(cursor, f"SHOW CREATE DATABASE `{database}`")[0][1], database), file)
        cursor.execute(f"USE `{database}`")
        for (table,) in rows(cursor, "SHOW TABLES"):
            create = rows(cursor, f"SHOW CREATE TABLE `{table}`")[0][1]
            pickle.dump(("table", create, table), file)
            content = rows(cursor, f"SELECT * FROM `{table}`")
            if content:
                pickle.dump(("rows", content, table), file)


def restore(connection, file):
    cursor = connection.cursor()
    cursor.execute("SET SESSION foreign_key_checks = 0, unique_checks = 0")
    # Rows hold what they hold: a zero in an automatic column stays one.
    cursor.execute("SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO'")
    while True:
        try:
            kind, content, name = pickle.load(file)
        except EOFError:
            break
        if kind == "rows":
            places = ", ".join(["%s"] * len(content[0]))
            for start in range(0, len(content), ROWS_AT_ONCE):
                cursor.executemany(f"INSERT INTO `{name}` VALUES ({places})", content[start:start + ROWS_AT_ONCE])
        else:
            cursor.execute(content)
            if kind == "database":
                cursor.execute(f"USE `{name}`")
    connection.commit()


def main(action, socket, path):
    with pymysql.connect(unix_socket=socket, user="root", charset="utf8mb4") as connection:
        if action == "save":
            with gzip.open(path, "wb", 1) as file:
                save(connection, file)
        else:
            with gzip.open(path, "rb") as file:
                restore(connection, file)


main(*sys.argv[1:])
