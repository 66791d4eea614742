// SPDX-License-Identifier: Apache-2.0
import { ApiObject, App, type Chart } from "cdk8s";
import { hasPlaceholder, type OutputTokens } from "./output-tokens.ts";
import { groupOf, type Manifest, type Rendered } from "./render.ts";

/** Everything that keeps a chart from becoming resources, a line each: code, construct path, what, what to do. */
export function chartFaults(chart: Chart, rendered: readonly Rendered[], tokens: OutputTokens | undefined): string[] {
  return [
    ...rendered.flatMap(({ construct, manifest }) =>
      [...identityFaults(manifest), ...valueFaults(manifest, tokens), ...lostFaults(construct, manifest, tokens)].map(
        ([code, message]) => line(code, construct.node.path, message),
      ),
    ),
    ...duplicates(chart, rendered),
  ];
}

type Fault = readonly [code: string, message: string];

function identityFaults({ metadata }: Manifest): Fault[] {
  return (["name", "namespace"] as const).flatMap((key) =>
    typeof metadata[key] === "string" && hasPlaceholder(metadata[key])
      ? [
          [
            "BV611",
            `metadata.${key} is known only after deployment: make it from names that the program knows`,
          ] as const,
        ]
      : [],
  );
}

function valueFaults(manifest: Manifest, tokens: OutputTokens | undefined): Fault[] {
  const faults: Fault[] = [];
  for (const { place, text, key } of strings(manifest, "")) {
    if (/Calling \[(toString|toJSON)\] on an \[Output<T>\]/.test(text)) {
      faults.push([
        "BV612",
        `${place} was made from an Output as if it were text: use pulumi.interpolate, or tokens.string(output) inside the text`,
      ]);
    }
    if (key && hasPlaceholder(text))
      faults.push(["BV613", `a key in ${place || "the object"} is known only after deployment: only values may be`]);
    if (!key && encodedPlaceholder(text))
      faults.push(["BV614", `${place} holds an encoded Output, which cannot be put back: use stringData`]);
    if (tokens === undefined ? hasPlaceholder(text) : tokens.foreign(text)) {
      faults.push([
        "BV615",
        `${place} holds an Output of another App's OutputTokens: give each App its own and use no other`,
      ]);
    }
  }
  return faults;
}

function lostFaults(construct: ApiObject, manifest: Manifest, tokens: OutputTokens | undefined): Fault[] {
  const lost = tokens?.lost(construct, manifest) ?? 0;
  return lost === 0
    ? []
    : [
        [
          "BV616",
          `${lost} Output(s) did not arrive in the manifest: wrap them for their slot, such as Quantity.fromString(tokens.string(output))`,
        ],
      ];
}

/** Same object twice anywhere in the App: the second would silently take over the first. */
function duplicates(chart: Chart, rendered: readonly Rendered[]): string[] {
  const known = new Map(
    rendered.map(({ construct, manifest }) => [
      construct,
      identity(manifest.apiVersion, manifest.kind, manifest.metadata),
    ]),
  );
  const owners = new Map<string, ApiObject>();
  return App.of(chart)
    .node.findAll()
    .flatMap((construct) => {
      if (!ApiObject.isApiObject(construct)) return [];
      const own = known.get(construct) ?? identity(construct.apiVersion, construct.kind, construct.metadata);
      const first = owners.get(own);
      if (first === undefined) owners.set(own, construct);
      return first === undefined
        ? []
        : [line("BV617", construct.node.path, `${own} is already made by ${first.node.path}: give one another name`)];
    });
}

function identity(
  apiVersion: string,
  kind: string,
  metadata: { readonly name?: string | undefined; readonly namespace?: string | undefined },
): string {
  const group = groupOf(apiVersion);
  return `${kind}${group && `.${group}`} ${metadata.namespace === undefined ? "" : `${metadata.namespace}/`}${metadata.name ?? ""}`;
}

interface Found {
  readonly place: string;
  readonly text: string;
  readonly key: boolean;
}

function* strings(value: unknown, place: string): Generator<Found> {
  if (typeof value === "string") yield { place, text: value, key: false };
  if (typeof value !== "object" || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    yield { place, text: key, key: true };
    yield* strings(item, place === "" ? key : `${place}.${key}`);
  }
}

function encodedPlaceholder(text: string): boolean {
  return /^[A-Za-z0-9+/]{16,}={0,2}$/.test(text) && hasPlaceholder(Buffer.from(text, "base64").toString());
}

function line(code: string, path: string, message: string): string {
  return `${code} [${path}] ${message}`;
}
