// SPDX-License-Identifier: Apache-2.0
import { at, fieldsAt, isFields, numberAt, textAt } from "../fields.ts";
import type { NetworkPort, Protocol } from "./model.ts";

/** Whether a port of the destination meets a rule; `named` are the ports that the destination names. */
export type PortTest = (port: number, protocol: Protocol, named: readonly NetworkPort[]) => boolean;

const never: PortTest = () => false;
export const anyPort: PortTest = () => true;

/** Any of the ports of a rule; a rule without ports has all of all protocols. */
export function portTests(entries: readonly unknown[], one: (entry: unknown) => PortTest): PortTest {
  if (entries.length === 0) return anyPort;
  const tests = entries.map(one);
  return (port, protocol, named) => tests.some((test) => test(port, protocol, named));
}

/** An entry of `ports` of a NetworkPolicy: number, name or range; TCP when it does not say. */
export function policyPort(entry: unknown): PortTest {
  if (!isFields(entry)) return never;
  const protocol = textAt(entry, "protocol") ?? "TCP";
  const port = at(entry, "port");
  const end = at(entry, "endPort");
  if (port === undefined || port === null)
    return end === undefined || end === null ? (_port, of) => of === protocol : never;
  if (typeof port === "string") return end === undefined || end === null ? namedPort(port, protocol) : never;
  return typeof port === "number" ? range(protocol, port, typeof end === "number" ? end : port) : never;
}

/** An entry of `ports` of an AdminNetworkPolicy, v1alpha1. */
export function adminPort(entry: unknown): PortTest {
  const number = fieldsAt(entry, "portNumber");
  if (number !== undefined) return range(textAt(number, "protocol") ?? "TCP", numberAt(number, "port"));
  const span = fieldsAt(entry, "portRange");
  if (span !== undefined)
    return range(textAt(span, "protocol") ?? "TCP", numberAt(span, "start"), numberAt(span, "end"));
  const name = textAt(entry, "namedPort");
  return name === undefined ? never : namedPort(name);
}

const clusterProtocols = { tcp: "TCP", udp: "UDP", sctp: "SCTP" } as const;

/** An entry of `protocols` of a ClusterNetworkPolicy, v1alpha2. */
export function clusterPort(entry: unknown): PortTest {
  for (const [field, protocol] of Object.entries(clusterProtocols)) {
    const of = fieldsAt(entry, field);
    if (of === undefined) continue;
    const port = fieldsAt(of, "destinationPort");
    if (port === undefined) return (_port, asked) => asked === protocol;
    const span = fieldsAt(port, "range");
    return span === undefined
      ? range(protocol, numberAt(port, "number"))
      : range(protocol, numberAt(span, "start"), numberAt(span, "end"));
  }
  const name = textAt(entry, "destinationNamedPort");
  return name === undefined ? never : namedPort(name);
}

function range(protocol: string, first: number | undefined, last = first): PortTest {
  return first === undefined || last === undefined
    ? never
    : (port, of) => of === protocol && first <= port && port <= last;
}

function namedPort(name: string, protocol?: string): PortTest {
  return (port, of, named) =>
    (protocol === undefined || of === protocol) &&
    named.some((each) => each.name === name && each.port === port && each.protocol === of);
}
