# SPDX-License-Identifier: Apache-2.0
"""Keep Python's logging on native threads. Import before the application.

Keystone and placement run on native threads, but oslo.service imports eventlet
all the same, and oslo.log takes that as a sign to put green locks into the
logging module. Sooner or later a request then hangs for ever, with "greenlet
.error: cannot switch to a different thread" in the log.
"""
from oslo_log import log

log._fix_eventlet_logging = lambda: None
