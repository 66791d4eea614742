# SPDX-License-Identifier: Apache-2.0
import bivouac_lab.native_threads  # noqa: F401  comes first
from bivouac_lab.access_log import AccessLog
from placement.wsgi import init_application

application = AccessLog(init_application(), "placement")
