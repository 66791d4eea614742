// SPDX-License-Identifier: Apache-2.0

// How a node reads the name of an image, said once for the linter and for the policies of admission, which take these patterns as they
// are: they mean the same in JavaScript and in RE2.
// Source: github.com/distribution/reference, normalize.go (splitDockerDomain).

/** The first part of the name is a registry: it holds a dot, a colon or a capital, or is localhost. */
export const registryPattern = "^([^/]*[.:A-Z][^/]*|localhost)/";

/** Of Docker's registry, and without a folder: it lies in `library/`. */
export const officialPattern = "^docker[.]io/[^/]+$";

/** Ends in a digest that can be checked. */
export const digestPattern = "@(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$";

/** No registry has such a name; what a node makes of it is not to be tried. */
export const oddPattern = "[.][.]|//|\\s";

const registry = new RegExp(registryPattern);
const official = new RegExp(officialPattern);
const digest = new RegExp(digestPattern);
const odd = new RegExp(oddPattern);

/** The full name: `nginx` → `docker.io/library/nginx`. Tag and digest stay. */
export function fullImage(image: string): string {
  const hosted = registry.test(image) ? image : `docker.io/${image}`;
  const renamed = hosted.startsWith("index.docker.io/") ? hosted.slice("index.".length) : hosted;
  return official.test(renamed) ? `docker.io/library/${renamed.slice("docker.io/".length)}` : renamed;
}

/**
 * What a full name must begin with to lie below `prefix`: a name has to end where the prefix does, so `ghcr.io` is no prefix of
 * `ghcr.io.example.org`, and a registry none of the same host's other port.
 */
export function imagePrefixes(prefix: string): readonly string[] {
  if (prefix.endsWith("/")) return [prefix];
  return prefix.includes("/") ? [`${prefix}/`, `${prefix}:`, `${prefix}@`] : [`${prefix}/`];
}

/** True when the image comes from below one of the prefixes; from anywhere when there are none. */
export function isImageFrom(image: string, prefixes: readonly string[]): boolean {
  if (prefixes.length === 0) return true;
  const full = fullImage(image);
  return !odd.test(image) && prefixes.flatMap(imagePrefixes).some((prefix) => full.startsWith(prefix));
}

export function hasDigest(image: string): boolean {
  return digest.test(image);
}
