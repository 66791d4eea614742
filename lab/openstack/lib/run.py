# SPDX-License-Identifier: Apache-2.0
"""Run an installed console script by name: run.py NAME [ARGS...]

The python3-* packages ship the entry points of the OpenStack services but not
always the /usr/bin wrappers, which live in packages that also bring init
scripts. This is the same wrapper, for any of them.
"""
import sys
from importlib.metadata import entry_points

name = sys.argv[1]
sys.argv = sys.argv[1:]
(script,) = entry_points(group="console_scripts", name=name)
sys.exit(script.load()())
