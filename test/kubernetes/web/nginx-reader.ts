// SPDX-License-Identifier: Apache-2.0
import { nginxConfig } from "../../../lib/kubernetes/web/nginx.ts";

export function config(headers: Readonly<Record<string, string>>): string {
  return nginxConfig({
    listen: 8080,
    origin: "https://a.example.org",
    hostHeader: "a.example.org",
    headers,
    timeoutSeconds: 60,
  });
}

/** Reads a configuration as nginx does: words, quoted words, `;` and braces. */
export function directives(text: string): string[][] {
  const found: string[][] = [];
  let words: string[] = [];
  for (const [token] of text.matchAll(/"(?:\\[^]|[^"\\])*"|[;{}]|[^\s;{}"]+/g)) {
    if (token === ";" || token === "{" || token === "}") {
      if (words.length > 0) found.push(words);
      words = [];
    } else words.push(token.startsWith('"') ? token.slice(1, -1).replaceAll(/\\([^])/g, "$1") : token);
  }
  return found;
}
