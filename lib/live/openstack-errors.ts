// SPDX-License-Identifier: Apache-2.0
import { LiveError, type LiveFault } from "./errors.ts";
import { type HttpResponse, NoAnswer } from "./http.ts";

/** A refusal of an OpenStack service as an error: its own words first, then what was asked, then the request id. */
export function openstackError(service: string, method: string, path: string, response: HttpResponse): LiveError {
  const { status } = response;
  const said = saidBy(response.text);
  const fault = faultOf(status, said);
  const id = response.headers["x-openstack-request-id"] ?? response.headers["x-compute-request-id"];
  return new LiveError(fault, `${said || `HTTP ${status}`}: ${service} ${status} on ${method} ${path.split("?")[0]}`, {
    code: codes[fault],
    status,
    requestId: typeof id === "string" ? id : undefined,
  });
}

/** No answer as an error; what is not a NoAnswer is passed through. */
export function unreachable(error: unknown, what: string, where: string): unknown {
  if (!(error instanceof NoAnswer)) return error;
  const tls = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/.test(error.code);
  return new LiveError("unreachable", `${what}: ${error.message}`, {
    code: "BV305",
    seen: `${where} (${error.code})`,
    cause: error,
    hint: tls
      ? "set cacert in clouds.yaml to the authority that signed the cloud's certificate"
      : "check auth_url, network and VPN; for the lab: bivouac lab status",
  });
}

const codes: Record<LiveFault, string> = {
  config: "BV303",
  auth: "BV304",
  forbidden: "BV308",
  unreachable: "BV305",
  missing: "BV307",
  conflict: "BV307",
  quota: "BV307",
  refused: "BV307",
};

function faultOf(status: number, said: string): LiveFault {
  if (status === 401) return "auth";
  if ((status === 403 || status === 409 || status === 413) && /quota|OverLimit|exceed/i.test(said)) return "quota";
  if (status === 403) return "forbidden";
  if (status === 404) return "missing";
  if (status === 409) return "conflict";
  return status === 502 || status === 503 || status === 504 ? "unreachable" : "refused";
}

/** Each service wraps its sentence differently: {error:{message}}, {NeutronError:{message}}, {itemNotFound:{message}}, {message}, HTML. */
function saidBy(text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    return sentence(body) ?? "";
  } catch {
    return text
      .replaceAll(/<[^>]*>/g, " ")
      .replaceAll(/\s+/g, " ")
      .trim()
      .slice(0, 200);
  }
}

function sentence(body: unknown, depth = 0): string | undefined {
  if (typeof body !== "object" || body === null || depth > 2) return undefined;
  const fields = body as Record<string, unknown>;
  for (const key of ["message", "faultstring", "detail", "title"]) {
    const value = fields[key];
    if (typeof value === "string" && value !== "") return value.replaceAll(/\s+/g, " ").trim().slice(0, 400);
  }
  for (const value of Object.values(fields)) {
    const inner = sentence(value, depth + 1);
    if (inner !== undefined) return inner;
  }
  return undefined;
}
