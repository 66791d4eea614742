// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { brief, clean, read, summary } from "./summary.ts";

describe("tasks of openstack.cloud.compute_flavor", () => {
  test("in plays, roles and blocks", async () => {
    const { definitions, format } = await clean(`- hosts: localhost
  tasks:
    - name: one
      openstack.cloud.compute_flavor:
        cloud: prod
        state: present
        name: tiny
        ram: 1024
        vcpus: 1
        disk: 10
        flavorid: x
        is_public: true
        extra_specs:
          "quota:disk_read_iops_sec": 5000
          "aggregate_instance_extra_specs:pinned": false
          "hw:pmu": true
    - block:
        - os_nova_flavor: { name: old, ram: 1, vcpus: 1, disk: 1, vcpu: 2 }
      always:
        - compute_flavor: { name: gone, state: absent }
    - debug: { msg: x }
`);
    expect(format).toBe("ansible");
    expect(definitions.map(summary)).toEqual([
      {
        name: '"tiny" @7:15',
        ram: "1024 @8:14",
        vcpus: "1 @9:16",
        disk: "10 @10:15",
        id: '"x" @11:19',
        is_public: "true @12:20",
        "spec quota:disk_read_iops_sec": "5000 @14:39",
        "spec aggregate_instance_extra_specs:pinned": '"False" @15:52',
        "spec hw:pmu": '"True" @16:21',
      },
      {
        name: '"old" @18:35',
        ram: "1 @18:45",
        vcpus: "1 @18:55",
        disk: "1 @18:64",
        "? vcpu": "2 @18:67",
      },
    ]);
    expect(definitions[0]?.spelling("id")).toBe("id");
    expect(definitions[0]?.specsPath).toEqual([0, "tasks", 0, "openstack.cloud.compute_flavor", "extra_specs"]);
  });

  test("loops over lists of the file are followed to the item", async () => {
    const { definitions } = await clean(`- hosts: localhost
  vars:
    flavors:
      - { name: a, ram: "1024", specs: { "hw:x": "1" } }
      - { name: b, ram: 2048, swap: 5, public: false }
  tasks:
    - openstack.cloud.compute_flavor:
        name: "{{ item.name }}"
        ram: "{{ item['ram'] | int }}"
        vcpus: "{{ cores }}"
        swap: "{{ item.swap | default(omit) }}"
        disk: "{{ item.disk | default(20) }}"
        is_public: "{{ item.public | d('yes', true) | bool }}"
        description: "{{ lookup('env', 'X') }}"
        extra_specs: "{{ item.specs | default(omit) }}"
      loop: "{{ flavors }}"
`);
    const shared = { vcpus: "<{{ cores }}> @10:16", description: "<{{ lookup('env', 'X') }}> @14:22" };
    expect(definitions.map(summary)).toEqual([
      {
        ...shared,
        name: '"a" @4:17',
        ram: "1024 @4:25",
        disk: "20 @12:15",
        is_public: '"yes" @13:20',
        "spec hw:x": '"1" @4:50',
      },
      { ...shared, name: '"b" @5:17', ram: "2048 @5:25", swap: "5 @5:37", disk: "20 @12:15", is_public: "false @5:48" },
    ]);
    expect(definitions[0]).toMatchObject({
      subject: "a",
      path: [0, "vars", "flavors", 0],
      specsPath: [0, "vars", "flavors", 0, "specs"],
    });
  });

  test("literal loops, their variable's name, templates inside extra specs", async () => {
    const { definitions } = await clean(`- openstack.cloud.compute_flavor:
    name: "{{ one }}"
    ram: 1
    extra_specs: { "a:b": "{{ one }}", "c:d": "x-{{ one }}" }
  with_items: [p, q]
  loop_control: { loop_var: one }
`);
    expect(definitions.map(summary)).toEqual([
      { name: '"p" @5:16', ram: "1 @3:10", "spec a:b": '"p" @5:16', "spec c:d": "<x-{{ one }}> @4:47" },
      { name: '"q" @5:19', ram: "1 @3:10", "spec a:b": '"q" @5:19', "spec c:d": "<x-{{ one }}> @4:47" },
    ]);
  });

  test("what only Ansible knows is said to be unknown", async () => {
    const { definitions } = await clean(`- compute_flavor:
    name: "{{ item.name }}"
    ram: "{{ item.ram }}"
    extra_specs: "{{ item.specs }}"
  loop: "{{ lookup('file', 'x') | from_yaml }}"
`);
    expect(definitions.map(summary)).toEqual([
      {
        name: "<{{ item.name }}> @2:11",
        ram: "<{{ item.ram }}> @3:10",
        more: "<{{ item.specs }}> @4:18",
      },
    ]);
    expect(definitions[0]?.subject).toBe("flavor 1");
  });

  test("arguments in one line are a finding", async () => {
    const { findings } = await read("- os_nova_flavor: name=x ram=1\n");
    expect(findings.map(brief)).toEqual(["BV103 error 1:19 arguments of the module must be a map | name=x ram=1"]);
  });

  test("loops cannot make a small file a large one", async () => {
    const items = Array.from({ length: 1000 }, (_, index) => `{name: f${index}}`).join(", ");
    const task = '- compute_flavor: { name: "{{ item.name }}" }\n  loop: "{{ l }}"\n';
    const play = `- vars: { l: [${items}] }\n  tasks:\n${task.repeat(101).replaceAll(/^/gm, "  ").trimEnd()}\n`;
    const { definitions, findings } = await read(play);
    expect(definitions).toHaveLength(100_000);
    expect(findings.map(({ code, line }) => `${code} ${line}`)).toEqual(["BV004 203"]);
  });
});

describe("templates", () => {
  const value = async (template: string): Promise<string | undefined> => {
    const text = `- vars: { n: "5", e: "", m: { a: { b: 7 } }, t: "{{ n }}" }\n  tasks:\n    - compute_flavor: { ram: ${JSON.stringify(template)}, name: x }\n`;
    return summary((await clean(text)).definitions[0]!)["ram"]?.replace(/ @.*/, "");
  };

  test.each([
    ["{{ n }}", '"5"'],
    ["  {{n}}  ", '"5"'],
    ["{{ n | int }}", "5"],
    ["{{ n | string }}", '"5"'],
    ["{{ m.a.b }}", "7"],
    ["{{ m['a'][\"b\"] }}", "7"],
    ["{{ m.x | default(3) }}", "3"],
    ["{{ m.x | d('y') }}", '"y"'],
    ['{{ m.x | default("y") }}', '"y"'],
    ["{{ m.x | default(True) }}", "true"],
    ["{{ m.x | default(false) }}", "false"],
    ["{{ m.x | default(omit) }}", undefined],
    ["{{ e | default(1) }}", '""'],
    ["{{ e | default(1, true) }}", "1"],
    ["{{ e | default(omit, true) }}", undefined],
    ["{{ e | int }}", '""'],
    ["{{ m.x }}", "<{{ m.x }}>"],
    ["{{ m.x.y }}", "<{{ m.x.y }}>"],
    ["{{ n.toString }}", "<{{ n.toString }}>"],
    ["{{ m.constructor }}", "<{{ m.constructor }}>"],
    ["{{ t }}", "<{{ t }}>"],
    ["{{ n }}{{ n }}", "<{{ n }}{{ n }}>"],
    ["a{{ n }}", "<a{{ n }}>"],
    ["{{ n }}a", "<{{ n }}a>"],
    ["{{ n | upper }}", "<{{ n | upper }}>"],
    ["{{ n | default(f(1)) }}", "<{{ n | default(f(1)) }}>"],
    ["{{ n * 2 }}", "<{{ n * 2 }}>"],
    ["{% if n %}1{% endif %}", "<{% if n %}1{% endif %}>"],
    ["{{}}", "<{{}}>"],
    ["{{ }}", "<{{ }}>"],
  ])("%s", async (template, expected) => {
    expect(await value(template)).toBe(expected);
  });
});

test("OpenStack-Ansible: groups with specs, what they share, and access of private flavors", async () => {
  const { definitions, format } = await clean(`openstack_user_compute:
  flavors:
    - specs:
        - name: m1.small
          vcpus: 2
          ram: 4096
        - { name: m1.large, vcpus: 8, ram: 16384, disk: 5, public: false, id: y, extra_specs: { "a:b": "c" } }
        - { name: gone, state: absent }
        - { name: open, ram: 1, vcpus: 1, public: true }
      extra_specs:
        hw:mem_page_size: large
      access:
        - { project: tenant1, project_domain: Default }
        - { project: tenant2, state: absent }
        - tenant3
    - extra_specs: {}
`);
  expect(format).toBe("ansible");
  expect(definitions.map(summary)).toEqual([
    {
      name: '"m1.small" @4:17',
      vcpus: "2 @5:18",
      ram: "4096 @6:16",
      disk: "0 @4:11",
      "spec hw:mem_page_size": '"large" @11:27',
    },
    {
      name: '"m1.large" @7:19',
      vcpus: "8 @7:36",
      ram: "16384 @7:44",
      disk: "5 @7:57",
      is_public: "false @7:68",
      id: '"y" @7:79',
      access: '["tenant1","tenant3"] @12:7',
      "spec a:b": '"c" @7:104',
    },
    {
      name: '"open" @9:19',
      ram: "1 @9:30",
      vcpus: "1 @9:40",
      is_public: "true @9:51",
      disk: "0 @9:11",
      "spec hw:mem_page_size": '"large" @11:27',
    },
  ]);
  expect(definitions[0]?.spelling("is_public")).toBe("public");
  expect(definitions[1]?.specsPath).toEqual(["openstack_user_compute", "flavors", 0, "specs", 1, "extra_specs"]);
});

test("groups in a variable of any name, specs by variable", async () => {
  const { definitions } = await clean(`my_flavors:
  - specs: [{ name: a, ram: 1 }]
    access: x
  - specs: "{{ shared }}"
  - specs: "{{ elsewhere }}"
shared:
  - { name: b, ram: 2, extra_specs: "{{ nobody }}" }
`);
  expect(definitions.map(summary)).toEqual([
    { name: '"a" @2:21', ram: "1 @2:29", disk: "0 @2:13" },
    { name: '"b" @7:13', ram: "2 @7:21", disk: "0 @7:5", more: "<{{ nobody }}> @7:37" },
  ]);
});

test("Kolla: variables that end in flavors", async () => {
  const { definitions, format } = await clean(`os_flavors:
  - name: general.small
    ram: 2048
    disk: 20
    vcpus: 1
    flavorid: z
    is_public: false
    project: demo
    extra_specs: { "hw:pmu": false }
  - { name: two, ram: 1, disk: 1, vcpus: 1, project: [a, b], public: true, x-lint: { ignore: [] } }
  - { name: gone, state: absent }
other_flavors: [text]
`);
  expect(format).toBe("kolla");
  expect(definitions.map(summary)).toEqual([
    {
      name: '"general.small" @2:11',
      ram: "2048 @3:10",
      disk: "20 @4:11",
      vcpus: "1 @5:12",
      id: '"z" @6:15',
      is_public: "false @7:16",
      access: '["demo"] @8:14',
      "spec hw:pmu": '"False" @9:30',
    },
    {
      name: '"two" @10:13',
      ram: "1 @10:23",
      disk: "1 @10:32",
      vcpus: "1 @10:42",
      access: '["a","b"] @10:45',
      "? public": "true @10:62",
      lint: '{"ignore":[]} @10:76',
    },
  ]);
  expect(definitions[0]?.spelling("id")).toBe("flavorid");
  expect(definitions[0]?.spelling("access")).toBe("project");
});

test("Kolla: the list alone, and items that are none", async () => {
  const { definitions, findings, format } = await read("- { name: a, ram: 1, flavorid: x }\n- 3\n");
  expect(format).toBe("kolla");
  expect(definitions.map(summary)).toEqual([{ name: '"a" @1:11', ram: "1 @1:19", id: '"x" @1:32' }]);
  expect(findings.map(brief)).toEqual(["BV103 error 2:3 a flavor must be a map | 3"]);
});
