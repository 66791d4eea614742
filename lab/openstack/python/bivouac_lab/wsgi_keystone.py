# SPDX-License-Identifier: Apache-2.0
import bivouac_lab.native_threads  # noqa: F401  comes first
from bivouac_lab.access_log import AccessLog
from keystone.server.wsgi import initialize_public_application

application = AccessLog(initialize_public_application(), "keystone")
