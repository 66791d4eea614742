#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Says, as JSON, what nova's own validators of extra specs take in every release, by running them.

Wheels come from the package index into the cache (BIVOUAC_CACHE, default ~/.cache/bivouac). The validators are nova's, read
from the wheel; what they import is real (oslo.utils, os-traits, os-resource-classes) or, where it is heavy and has no part in the
verdict (logging, stevedore, nova.objects), a stand-in. Two commands:

    extract.py facts      rules, traits and resource classes of every release
    extract.py vectors    verdicts on many pairs of key and value: {key: {mask in hex: [values]}}, bit 0 is the oldest release
"""

import ast
import configparser
import importlib
import json
import os
import pathlib
import subprocess
import sys
import types
import zipfile

# nova, os-traits, os-resource-classes. Of each nova the newest point release, and the first one where a backport changed the
# validators between them; of the libraries the newest that was out when the series was released, which is what its constraints
# file pins. A series takes what one of its point releases takes.
RELEASES = [
    (("21.0.0", "21.2.4"), "2.3.0", "1.0.0"),
    (("22.4.0",), "2.4.0", "1.0.0"),
    (("23.2.2",), "2.5.0", "1.0.0"),
    (("24.2.1",), "2.6.0", "1.1.0"),
    (("25.3.0",), "2.7.0", "1.1.0"),
    (("26.3.0",), "2.9.0", "1.1.0"),
    (("27.5.1",), "2.10.0", "1.1.0"),
    (("28.3.1",), "3.0.0", "1.1.0"),
    (("29.4.0",), "3.0.0", "1.1.0"),
    (("30.0.0", "30.3.0"), "3.1.0", "1.1.0"),
    (("31.0.0", "31.3.1"), "3.3.0", "1.1.0"),
    (("32.2.1",), "3.5.0", "1.1.0"),
    (("33.0.2",), "3.6.0", "1.1.0"),
    (("34.0.0",), "3.9.0", "1.1.0"),
]
# One row a wheel of nova: it, the libraries, and which release it is of.
WHEELS = [(nova, traits, classes, bit) for bit, (novas, traits, classes) in enumerate(RELEASES) for nova in novas]
OSLO_UTILS = "9.0.0"

CACHE = pathlib.Path(os.environ.get("BIVOUAC_CACHE", pathlib.Path.home() / ".cache" / "bivouac")) / "flavor-tables"


def wheel(project, version):
    stem = f"{project.replace('-', '_').replace('.', '_')}-{version}-"
    plain = f"{project.replace('-', '_')}-{version}-"
    found = lambda: [p for p in CACHE.glob("*.whl") if p.name.startswith((stem, plain))]
    if not found():
        CACHE.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
            + ["--only-binary", ":all:", "--ignore-requires-python", "--dest", str(CACHE), f"{project}=={version}"],
            check=True,
            stdout=sys.stderr,
        )
    return found()[0]


def module(name, **attributes):
    made = types.ModuleType(name)
    vars(made).update(attributes)
    sys.modules[name] = made
    return made


def unpack(path, prefixes):
    """The wheel's files below the prefixes, in a folder of their own."""
    folder = CACHE / "unpacked" / path.stem
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith(prefixes) and not (folder / name).exists():
                archive.extract(name, folder)
    return folder


def enums(source):
    """The classes of nova/objects/fields.py with a tuple ALL, without their bases."""
    kept = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            values = [each for each in node.body if isinstance(each, ast.Assign)]
            if any(target.id == "ALL" for each in values for target in each.targets if isinstance(target, ast.Name)):
                kept.append(ast.ClassDef(node.name, [], [], values, []))
    made = {}
    for node in kept:
        tree = ast.fix_missing_locations(ast.Module([node], []))
        try:
            exec(compile(tree, "fields.py", "exec"), made)
        except NameError:
            pass  # needs what we do not have; the validators that import it would fail loudly
    return made


def load(index):
    """nova's `validators` module of one wheel, in this process: one wheel a process."""
    nova, traits, classes, _ = WHEELS[index]
    path = wheel("nova", nova)
    version = types.SimpleNamespace(version_string=lambda: "")
    module("pbr", version=module("pbr.version", VersionInfo=lambda _: version))
    sys.path.insert(0, str(unpack(wheel("os-traits", traits), "os_traits/")))
    sys.path.insert(0, str(unpack(wheel("os-resource-classes", classes), "os_resource_classes/")))
    folder = unpack(path, ("nova/api/validation/extra_specs/",))
    with zipfile.ZipFile(path) as archive:
        entries = configparser.ConfigParser(delimiters="=")
        entries.optionxform = str
        (listed,) = [name for name in archive.namelist() if name.endswith(".dist-info/entry_points.txt")]
        entries.read_string(archive.read(listed).decode())
        fields = enums(archive.read("nova/objects/fields.py").decode())

    class Invalid(Exception):
        pass

    root = module("nova", __path__=[str(folder / "nova")])
    root.exception = module("nova.exception", ValidationError=Invalid)
    module("nova.objects", fields=module("nova.objects.fields", **fields))
    for name in ("nova.api", "nova.api.validation"):
        module(name, __path__=[str(folder / name.replace(".", "/"))])

    class Extension:
        def __init__(self, plugin):
            self.plugin = plugin

    def manager(namespace, **_):
        return [Extension(importlib.import_module(each)) for _, each in entries.items(namespace)]

    module("stevedore", extension=types.SimpleNamespace(ExtensionManager=manager))
    module("oslo_log", log=types.SimpleNamespace(getLogger=lambda _: None))
    # The real one: its idea of a boolean is part of the verdict. Its own imports are not.
    source = unpack(wheel("oslo.utils", OSLO_UTILS), "oslo_utils/") / "oslo_utils" / "strutils.py"
    module("pyparsing")
    utils = module("oslo_utils", __path__=[str(source.parent)])
    module("oslo_utils._i18n", _=lambda text: text)
    module("oslo_utils.encodeutils")
    utils.strutils = importlib.import_module("oslo_utils.strutils")
    return importlib.import_module("nova.api.validation.extra_specs.validators"), Invalid


def facts_of(index):
    validators, _ = load(index)
    rules = {}
    for name, each in validators.VALIDATORS.items():
        value = dict(each.value, type=each.value["type"].__name__)
        value.pop("description", None)
        # Whatever a release calls its parameters, we write {}.
        key = name
        for parameter in each.parameters:
            key = key.replace("{" + parameter["name"] + "}", "{" + parameter["pattern"] + "}")
        rules[key] = dict(value, deprecated=True) if each.deprecated else value
    import os_resource_classes
    import os_traits

    return {
        "rules": rules,
        "namespaces": sorted(validators.NAMESPACES),
        "traits": sorted(os_traits.get_traits()),
        "classes": list(os_resource_classes.STANDARDS),
    }


def verdicts_of(index):
    validators, Invalid = load(index)

    def accepts(key, value):
        try:
            validators.validate(key, value)
        except Invalid:
            return False
        return True

    return {key: [accepts(key, value) for value in values] for key, values in json.load(sys.stdin).items()}


def in_every_nova(command, stdin=None):
    """One process a wheel: modules of one nova never meet another's."""
    out = []
    for index in range(len(WHEELS)):
        run = subprocess.run(
            [sys.executable, __file__, command, str(index)], check=True, input=stdin, stdout=subprocess.PIPE, text=True
        )
        out.append(json.loads(run.stdout))
    return out


def main():
    command = sys.argv[1]
    if command == "facts-of":
        print(json.dumps(facts_of(int(sys.argv[2]))))
    elif command == "verdicts-of":
        print(json.dumps(verdicts_of(int(sys.argv[2]))))
    elif command == "facts":
        names = ("nova", "os-traits", "os-resource-classes", "release")
        made = zip(WHEELS, in_every_nova("facts-of"))
        print(json.dumps([dict(each, **dict(zip(names, wheel))) for wheel, each in made]))
    elif command == "vectors":
        from pairs import pairs

        asked = pairs(in_every_nova("facts-of"))
        answers = in_every_nova("verdicts-of", json.dumps(asked))
        grouped = {}
        for key, values in asked.items():
            masks = {}
            for at, value in enumerate(values):
                bits = {wheel[3] for wheel, answer in zip(WHEELS, answers) if answer[key][at]}
                mask = sum(1 << bit for bit in bits)
                masks.setdefault(f"{mask:x}", []).append(value)
            grouped[key] = masks
        print(json.dumps(grouped))
    else:
        raise SystemExit(f"no command {command}")


if __name__ == "__main__":
    main()
