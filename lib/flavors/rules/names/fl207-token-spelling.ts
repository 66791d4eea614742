// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../../flavor.ts";
import { schemesOf } from "../../names/schemes.ts";
import { visit } from "../../names/template-print.ts";
import type { NameTemplate, Piece } from "../../names/template.ts";
import type { CatalogueProblem, CatalogueRule } from "../../rule.ts";

const options = {
  settings: { nameTemplates: ["g{generation}.cores{vcpus}[.ephem{ephemeral}|.ephemeral{ephemeral}][.local|.ssd]"] },
};

export const tokenSpelling: CatalogueRule = {
  id: "FL207",
  name: "token-spelling",
  scope: "catalogue",
  severity: "info",
  what: "A catalogue writes one thing in its names in one way, where a template allows several for the same field.",
  why: "ephem40 and ephemeral40 are the same disk: scripts and people that look for one of them miss the other.",
  sources: ["Wikimedia Cloud VPS: .ephem and .ephemeral"],
  *check(flavors, { settings }) {
    const schemes = schemesOf(settings);
    for (const { template, group, alternatives } of schemes.templates.flatMap(groupsOf)) {
      const users = alternatives.map((): Flavor[] => []);
      for (const flavor of flavors) {
        const parsed = schemes.read(flavor);
        const chosen = parsed?.template === template ? parsed.choices.get(group) : undefined;
        if (chosen !== undefined) users[chosen]?.push(flavor);
      }
      yield* inconsistent(alternatives, users);
    }
  },
  failing: [
    {
      title: "ephem and ephemeral",
      flavors: [{ name: "g3.cores4.ephem40" }, { name: "g3.cores8.ephemeral40" }],
      options,
    },
    {
      title: "one of three",
      flavors: [{ name: "g3.cores1.ephemeral20" }, { name: "g3.cores2.ephemeral20" }, { name: "g3.cores4.ephem20" }],
      options,
    },
  ],
  passing: [
    {
      title: "the second spelling, always",
      flavors: [{ name: "g3.cores4.ephemeral40" }, { name: "g3.cores8.ephemeral40" }],
      options,
    },
    {
      title: "words without a field are different things",
      flavors: [{ name: "g3.cores4.local" }, { name: "g3.cores4.ssd" }],
      options,
    },
  ],
};

interface Spelled {
  readonly template: NameTemplate;
  readonly group: number;
  readonly alternatives: readonly (readonly Piece[])[];
}

/** Groups whose alternatives say the same: all have the same fields, and at least one. */
function groupsOf(template: NameTemplate): Spelled[] {
  const groups: Spelled[] = [];
  visit(template.pieces, ({ group, alternatives }) => {
    const fields = new Set(alternatives.map((alternative) => fieldsOf(alternative).join(" ")));
    if (alternatives.length > 1 && fields.size === 1 && !fields.has("")) groups.push({ template, group, alternatives });
  });
  return groups;
}

function fieldsOf(pieces: readonly Piece[]): string[] {
  return pieces
    .flatMap((piece) =>
      piece.kind === "field" ? piece.name : piece.kind === "group" ? piece.alternatives.flatMap(fieldsOf) : [],
    )
    .toSorted();
}

/** Those who do not write it as most do; when there are as many of each, as the template writes it first. */
function* inconsistent(alternatives: Spelled["alternatives"], users: readonly Flavor[][]): Iterable<CatalogueProblem> {
  const most = Math.max(...users.map(({ length }) => length));
  const usual = users.findIndex(({ length }) => length === most);
  for (const [index, flavors] of users.entries()) {
    if (index === usual) continue;
    for (const flavor of flavors)
      yield {
        flavor,
        message: `the name writes ${written(alternatives[index])} where ${most} of the catalogue write ${written(alternatives[usual])}`,
        at: flavor.at("name"),
        seen: flavor.subject,
      };
  }
}

function written(pieces: readonly Piece[] = []): string {
  return pieces
    .map((piece) => (piece.kind === "text" ? piece.text : piece.kind === "field" ? `{${piece.name}}` : "[…]"))
    .join("");
}
