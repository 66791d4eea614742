#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes test/fixtures/flavors/operator-vectors.json: what Nova's filter says of a value of an aggregate and a wish."""

import json
import os

from nova.scheduler.filters import extra_specs_ops

VALUES = ["", "true", "True", "3", "3.0", "10", "ceph", "ceph ssd", "a b c", "1e1", " 3 ", "nan", "inf", "1_0", "v2", "é"]
WISHES = [
    "", "true", "3", "ceph", " ceph", "= 3", "== 3", "== 3.0", "!= 3", ">= 3", "<= 3", ">=3", "> 3", "< 3", "=", ">=", "= abc",
    "s== ceph", "s!= ceph", "s< d", "s<= ceph", "s> b", "s>= v2", "s==", "<in> ceph", "<in> e", "<in>", "<all-in> ceph ssd",
    "<all-in> a c", "<all-in>", "<or> ceph", "<or> a <or> ceph", "<or>", "<or> a ceph", "<or> 3 <or>", "<OR> ceph", "== 1_0",
    "== .5", "== 5.", "== 1e1", "== +3", "== inf", "!= nan", "==  3", "\t== 3", "a b c", "= 1__0", "= 0x3", "= _1",
]


def answer(value, wish):
    try:
        return bool(extra_specs_ops.match(value, wish))
    except (ValueError, IndexError):
        return "broken"


rows = [[value, wish, answer(value, wish)] for value in VALUES for wish in WISHES]
path = os.path.join(os.path.dirname(__file__), "../../test/fixtures/flavors/operator-vectors.json")
with open(path, "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n")
