# SPDX-License-Identifier: Apache-2.0
import os

import bivouac_lab.native_threads  # noqa: F401  comes first
from bivouac_lab.access_log import AccessLog
from octavia.api import app

application = AccessLog(app.setup_app(argv=[
    "octavia-api", "--config-file", os.path.join(os.environ["ETC"], "octavia.conf"),
    "--log-file", os.path.join(os.environ["LOG"], "octavia.log")]), "octavia")
