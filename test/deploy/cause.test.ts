// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { allCauses, firstCause } from "../../lib/deploy/cause.ts";

const at = (resource: string, message: string): { resource: string; message: string } => ({ resource, message });
const wrapped = (text: string): string => `1 error occurred:\n\t* ${text}\n\n`;

describe("firstCause", () => {
  test.each([
    [
      "BV410",
      'Error creating openstack_blockstorage_volume_v3: Expected HTTP response code [202] when accessing [POST http://10.0.0.1:8776/v3/0123456789abcdef0123456789abcdef/volumes], but got 413 instead\n{"overLimit": {"code": 413, "message": "VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed gigabytes quota."}}',
      "volume es-0: over quota: Cinder answered 413 to POST: VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed gigabytes quota.",
    ],
    [
      "BV411",
      "error waiting for instance (a1) to become ready: Fault message: No valid host was found. There are not enough hosts available.",
      "volume es-0: no hypervisor has room: error waiting for instance (a1) to become ready: Fault message: No valid host was found. There are not enough hosts available.",
    ],
    [
      "BV417",
      'Expected HTTP response code [201 202] when accessing [POST http://k/v3/projects], but got 409 instead\n{"error":{"code":409,"message":"Conflict occurred attempting to store project","title":"Conflict"}}',
      "volume es-0: it clashes with what is there: Keystone answered 409 to POST: Conflict occurred attempting to store project",
    ],
    ["BV449", "Invalid CIDR 10.0.0.0/99: provider=openstack@3.15.2", "volume es-0: Invalid CIDR 10.0.0.0/99"],
  ])("%s", (code, message, text) => {
    expect(firstCause([at("volume es-0", wrapped(message))])).toMatchObject({ code, text });
  });

  test("passes over noise and what only follows", () => {
    const cause = firstCause([
      {
        message: 'property "useOctavia" is deprecated: Users not using loadbalancer resources can ignore this message.',
      },
      {
        message:
          'error serializing property "networkId": resource net [openstack:networking/network:Network] failed to register',
      },
      { message: "update failed\n" },
      at("subnet main", "  sdk-v2/provider2.go:571: sdk.helper_schema: Invalid CIDR: provider=openstack@3.15.2\n"),
    ]);
    expect(cause).toEqual({ code: "BV449", text: "subnet main: Invalid CIDR", transient: false, uncertain: false });
  });

  test("names the request id, and no login of an address", () => {
    const id = "req-6f0e1a52-1111-2222-3333-444455556666";
    expect(
      firstCause([at("server a", `dial http://admin:secret@cloud/ failed (Request-ID: ${id}): connection refused`)])
        .text,
    ).toBe(`server a: the cloud cannot be reached: dial http://cloud/ failed (Request-ID: ${id}): connection refused`);
  });

  test("falls back to the engine's last error line", () => {
    expect(firstCause([], "Updating…\nerror: incorrect passphrase\n").code).toBe("BV423");
    expect(firstCause([], "").text).toBe("the engine ended without saying why");
  });

  test("tells a state that cannot be written", () => {
    expect(
      firstCause([
        at("user", "post-step event returned an error: failed to save snapshot: write x: no space left on device"),
      ]).code,
    ).toBe("BV425");
  });

  test("takes terminal codes and URNs away", () => {
    expect(firstCause([{ message: "\u001b[31merror\u001b[0m in urn:pulumi:s::p::a:b:C::disk-0" }]).text).toBe(
      "error in disk-0",
    );
  });
});

describe("allCauses", () => {
  test("one a resource, each with its outlook", () => {
    const causes = allCauses([
      at(
        "router interface main",
        "Expected HTTP response code [200] when accessing [PUT http://n/v2.0/routers/1/add_router_interface], but got 503 instead",
      ),
      at("router interface main", "1 error occurred"),
      at("server a", "unexpected EOF"),
      at(
        "network n",
        'got 409 instead: {"NeutronError": {"type": "NetworkInUse", "message": "There are one or more ports still in use"}}',
      ),
      { message: "update failed" },
    ]);
    expect(causes.map(({ code, transient, uncertain }) => [code, transient, uncertain])).toEqual([
      ["BV418", true, true],
      ["BV418", true, true],
      ["BV428", true, false],
    ]);
  });
});
