# SPDX-License-Identifier: Apache-2.0
"""Keys and values to ask nova about: every key with values around its rule, and keys and values that were made to be misread."""

INTS = ["0", "1", "2", "8", "9", "15", "16", "64", "255", "256", "-1", "-0", "+3", "007", " 4 ", "4\n", "1_000", "1__0", "_1", "1_"]
INTS += ["4.0", "1e3", "0x4", "four", "", "+", "\u0664", "\uff14", "\U0001d7d8", "\u00b2", "\u00a04", "\u200b4", "\x1c4", "\u22124"]
INTS += ["9" * 40, "0" * 300, "- 1", "1 0", "\u06604\u0665", "255.0", "True", "None", "4\x00"]
BOOLS = ["true", "false", "True", "FALSE", "tRuE", "yes", "no", "y", "n", "Y", "on", "off", "t", "f", "T", "1", "0", "2", "01", ""]
BOOLS += [" true ", "true\n", "\x1ftrue", "\u2003off", "\ufefftrue", "tru", "enabled", "truefalse", "true false", "\uff11", "none"]
CPUS = ["0", "0-3", "^0", "0,1", "0-3,^2", "^0-1", "0,^1-2,3", "3-0", "0-3-5", "0,,1", ",0", "0,", "", " 0", "0 ", "0, 1", "-1", "0-"]
CPUS += ["^", "^^0", "0^1", "0-^3", "\u0660", "\u0660-\u0663,^\u0661", "0\n", "0..3", "0:3", "a", "0-3,8-11,^9", "1,2,3-4-5,^6-7-8", "1" * 300]
SIZES = ["large", "small", "any", "Large", "LARGE", "1", "2048", "2M", "2MB", "2MiB", "2Mib", "2Mb", "2kB", "2KB", "2kib", "1GB", "1GiB"]
SIZES += ["1.5GB", "2 MB", "2mB", "2Mbit", "2Mibit", "2PB", "2B", "2b", "2bit", "2Bit", "2i", "2KiBB", "MB", "", " 2MB", "2MB ", "\u0662MB", "-1"]
SIZES += ["0", "largesmall", "1T", "1Ti", "1kBit", "auto"]
PMEMS = ["a", "a,b", "a,", "a,,b", ",a", "", "a b", "6GB,LARGE_1", "a-b", "\u00e9", "a,b,", "a\n", "_", "1", "A" * 255, "a.b"]
ALIASES = ["gpu:1", "gpu:1,nic:2", "gpu:1 , nic:2", "gpu:1,,nic:1", "a,b:1", "gpu", "gpu:", ":1", "gpu:1:2", "gpu:x", "gpu:1,", ",:1", "gpu:0"]
ALIASES += ["gpu:1;nic:1", "gpu:\u0661", "gpu:1\u2003,nic:1", "gpu:1 nic:1", "gpu:1,nic", "gpu: 1", "gpu :1", "gpu:-1", "gpu:1 ", " gpu:1", "gpu:1\x1c,n:2"]
ALIASES += ["a:1,b:2,c:3", "a:1b:2", "a:1, :2", "a:1,\n:2", "a:1,:2", "\n:1", "a:1,b:2,", "a:12,b:34", "gpu:1\n"]
DECIMALS = ["0.5", "1", "1.", ".5", "1.0.0", "-0.5", "0,5", "\u0660.\u0665", "00.10", " 0.5", "0.5 ", "1e1.0", "1x5", "", "0.5\n"]
WORDS = ["x", "", " ", "any thing", "\u00e9\U0001f600", "a\nb", "1", "v" * 300, "<or> a <or> b"]
OTHERS = {
    "hw:numa_cpusX0": CPUS,
    "hw:numa_cpus00": CPUS[:6],
    "hw:numa_cpus 1": CPUS[:6],
    "hw:numa_cpus::": ["0"],
    "hw:numa_cpus.": ["0"],
    "hw:numa_cpus.a": ["0"],
    "hw:numa_cpus.-1": ["0"],
    "hw:numa_cpus.1.2": ["0"],
    "hw:numa_cpus.99999999999999999999": ["0"],
    "hw:numa_mem_7": INTS,
    "hw:numa_mem7": ["1", "0"],
    "hw:numa_memory.0": ["1"],
    "hw:cpu_polcy": ["dedicated"],
    "hw:CPU_policy": ["dedicated"],
    "hw:cpu_policy ": ["dedicated"],
    " hw:cpu_policy": ["dedicated"],
    "hw :cpu_policy": ["dedicated"],
    "hw:cpu_policy:": ["dedicated"],
    "hw::cpu_policy": ["dedicated"],
    "hw:": ["x"],
    ":": ["x"],
    ":hw": ["x"],
    "hw": ["x"],
    "HW:cpu_policy": ["Dedicated"],
    "hw_cpu_policy": ["Dedicated"],
    "hw.cpu_policy": ["Dedicated"],
    "hw:maxphysaddr_mode": ["emulate"],
    "hw:maxphysaddr_bits": ["42"],
    "hw_rng:allow": ["true"],
    "hw_video:ram_max": ["8"],
    "hw_disk:x": ["1"],
    "os:secureboot": ["required"],
    "os_secure_boot": ["required"],
    "powervm:typo": ["1"],
    "powervmx:uncapped": ["maybe"],
    "quota:disk_write_iops_sec_max": ["100"],
    "quota:disk_size_iops_sec": ["1"],
    "quota:cpu_": ["1"],
    "qutoa:cpu_shares": ["abc"],
    "accel:device_profile_x": ["x"],
    "accel:device_profile:x": ["x"],
    "vmware:hw": ["x"],
    "pci_passthrough:aliases": ["gpu:1"],
    "aggregate_instance_extra_specs:": ["x"],
    "aggregate_instance_extra_specs::": ["x"],
    "aggregate_instance_extra_specs:a:b.c d": ["x", ""],
    "aggregate_instance_extra_spec:ceph": ["x"],
    "aggregate_instance_extra_specs.ceph": ["x"],
    "capabilities:": ["x"],
    "capabilities:boot_option": ["local"],
    "capabilities:cpu_arch": ["x86_64"],
    "capabilities:vcpus": ["<= 4", ""],
    "capabilities:vcpus:x": ["4"],
    "capabilities:cpu_info": ["x"],
    "capabilities:cpu_info:": ["x"],
    "capabilities:cpu_info:features": ["<in> aes"],
    "capabilities:cpu_info:topology:cores": [">= 4"],
    "capabilities:cpu_info:a-b": ["x"],
    "capabilities:cpu_info:a::b": ["x"],
    "capabilities:cpu_infox": ["x"],
    "capabilities:stats:a_1:B": ["x"],
    "capabilities:CPU_info": ["x"],
    "group_policies": ["isolate"],
    "Group_policy": ["isolate"],
    "storage_type": ["ceph"],
    "scs:name-v1": ["x"],
    "trait:CUSTOM_": ["required"],
    "trait:CUSTOM_X": ["required", "forbidden", "Required", "require", "", " required", "required\n"],
    "trait:CUSTOM_x": ["required"],
    "trait:CUSTOM_X-1": ["required"],
    "trait:CUSTOM": ["required"],
    "trait:AVX2": ["required"],
    "trait:hw_cpu_x86_avx2": ["required"],
    "trait:": ["required"],
    "trait::": ["required"],
    "traits:HW_CPU_X86_AVX2": ["required", "x"],
    "traits:AVX2": ["required"],
    "trait1:HW_CPU_X86_AVX2": ["required"],
    "trait_A-1:CUSTOM_GOLD": ["forbidden"],
    "trait 1:CUSTOM_GOLD": ["forbidden"],
    "trait.1:CUSTOM_GOLD": ["forbidden", "x"],
    "traitor:CUSTOM_GOLD": ["forbidden", "x"],
    "Trait:HW_CPU_X86_AVX2": ["x"],
    "trait" + "g" * 64 + ":CUSTOM_X": ["required", "x"],
    "trait" + "g" * 65 + ":CUSTOM_X": ["required", "x"],
    "resources:CUSTOM_": ["1"],
    "resources:CUSTOM_FPGA_1": INTS,
    "resources:CUSTOM_fpga": ["1"],
    "resources:cpu": ["1"],
    "resources:VCPUS": ["1"],
    "resources:": ["1"],
    "resource:VCPU": ["x"],
    "resourcess:VCPU": ["1", "x"],
    "resources1:VGPU": ["1", "x"],
    "resources_A-1:PCPU": ["1", "x"],
    "resources.1:PCPU": ["1", "x"],
    "resources" + "7" * 64 + ":VCPU": ["1", "x"],
    "resources" + "7" * 65 + ":VCPU": ["1", "x"],
    "resources:VCPU:x": ["1"],
    "x" * 255: ["1"],
    "hw:" + "x" * 252: ["1"],
}


def values_for(rule):
    if rule["type"] == "bool":
        return BOOLS
    if rule["type"] == "int":
        edges = [str(rule[each] + step) for each in ("min", "max") if each in rule for step in (-1, 0, 1)]
        return list(dict.fromkeys(INTS + edges))
    if "enum" in rule:
        words = [made for word in rule["enum"] for made in (word, word.upper(), word.title(), word + " ", " " + word, word + "\n", word[:-1])]
        return list(dict.fromkeys([*words, "", "x", "dedicated", "none"]))
    if "pattern" not in rule:
        return WORDS
    pattern = rule["pattern"]
    if "large" in pattern:
        return SIZES
    if "[^:]+" in pattern:
        return ALIASES
    if "a-zA-Z" in pattern:
        return PMEMS
    if r"\." in pattern:
        return DECIMALS
    return CPUS


def pairs(facts):
    """Key → values. Traits and resource classes are many and alike: two values each."""
    asked = {}
    for release in facts:
        for key, rule in release["rules"].items():
            name = key.replace(r"{\d+}", "0").replace(r"{([a-zA-Z0-9_-]{1,64})?}", "").replace(r"{(:\w+)*}", "").replace(r"{.+}", "ceph")
            name = name.replace("{[A-Z0-9_]+}", "GOLD_2")
            values = values_for(rule)
            if name.startswith("trait:"):
                values = ["required", "Forbidden"]
            elif name.startswith("resources:") and name != "resources:VCPU":
                values = ["-1", "x"]
            elif name.startswith("capabilities:"):
                values = ["", "> 1"]
            asked[name] = list(dict.fromkeys(asked.get(name, []) + values))
    for key, values in OTHERS.items():
        asked[key] = list(dict.fromkeys(asked.get(key, []) + values))
    return asked
