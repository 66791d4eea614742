# SPDX-License-Identifier: Apache-2.0
"""Render configuration templates: render.py DEST TEMPLATE...

${NAME} is replaced from the environment. An unknown name is an error, so a
template can never be written out half filled in.
"""
import os
import pathlib
import string
import sys

dest = pathlib.Path(sys.argv[1])
for template in map(pathlib.Path, sys.argv[2:]):
    text = string.Template(template.read_text()).substitute(os.environ)
    target = dest / template.name
    target.write_text(text)
    target.chmod(0o600)
