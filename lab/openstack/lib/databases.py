# SPDX-License-Identifier: Apache-2.0
"""Create the databases that do not exist yet: databases.py SOCKET NAME..."""
import sys

import pymysql

socket, *names = sys.argv[1:]
with pymysql.connect(unix_socket=socket, user="root") as connection:
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"CREATE DATABASE IF NOT EXISTS `{name}` CHARACTER SET utf8mb3")
