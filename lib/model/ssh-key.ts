// SPDX-License-Identifier: Apache-2.0

export type KeyFault =
  | { readonly kind: "private" }
  | { readonly kind: "malformed"; readonly why: string }
  | { readonly kind: "weak"; readonly why: string };

const types: Readonly<Record<string, (parts: readonly Buffer[]) => string | undefined>> = {
  "ssh-ed25519": ([key]) => lengthIs(key, 32),
  "sk-ssh-ed25519@openssh.com": ([key, app]) => lengthIs(key, 32) ?? (app ? undefined : "the application is missing"),
  "ecdsa-sha2-nistp256": (parts) => curve(parts, "nistp256", 65),
  "ecdsa-sha2-nistp384": (parts) => curve(parts, "nistp384", 97),
  "ecdsa-sha2-nistp521": (parts) => curve(parts, "nistp521", 133),
  "sk-ecdsa-sha2-nistp256@openssh.com": (parts) => curve(parts, "nistp256", 65),
  "ssh-rsa": ([exponent, modulus]) => (exponent && modulus ? undefined : "the modulus is missing"),
};

/** Key types that are accepted, best first. */
export const keyTypes: readonly string[] = Object.keys(types);

/**
 * undefined for a public key in OpenSSH's one-line format, `type base64 comment`, whose data says what its type says.
 * RSA under 2048 bits and DSA are weak.
 */
export function keyFault(text: string): KeyFault | undefined {
  if (text.includes("PRIVATE KEY") || text.startsWith("PuTTY-User-Key-File")) return { kind: "private" };
  const line = text.trim();
  if (/[\r\n]/.test(line)) return { kind: "malformed", why: "it has more than one line" };
  const [type = "", data = ""] = line.split(/[ \t]+/, 2);
  if (type === "ssh-dss") return { kind: "weak", why: "DSA keys are no longer accepted by OpenSSH" };
  if (type === "----" || type === "-----BEGIN")
    return { kind: "malformed", why: "it is not in OpenSSH's one-line format; ssh-keygen -i converts" };
  if (!Object.hasOwn(types, type)) return { kind: "malformed", why: "its type is not known" };
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(data) || data.length % 4 !== 0)
    return { kind: "malformed", why: "its data is cut off or not base64" };
  const parts = fields(Buffer.from(data, "base64"));
  if (!parts) return { kind: "malformed", why: "its data is cut off" };
  if (parts[0]?.toString("latin1") !== type)
    return { kind: "malformed", why: "its data is of another type than its first word" };
  const why = types[type]?.(parts.slice(1));
  if (why !== undefined) return { kind: "malformed", why };
  if (type === "ssh-rsa") {
    const bits = bitLength(parts[2] ?? Buffer.alloc(0));
    if (bits < 2048) return { kind: "weak", why: `RSA with ${bits} bits; at least 2048 are needed` };
  }
  return undefined;
}

/** RFC 4253 strings, each with a length of four bytes. */
function fields(blob: Buffer): Buffer[] | undefined {
  const parts: Buffer[] = [];
  let at = 0;
  while (at < blob.length) {
    if (at + 4 > blob.length) return undefined;
    const length = blob.readUInt32BE(at);
    if (at + 4 + length > blob.length) return undefined;
    parts.push(blob.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return parts;
}

function lengthIs(part: Buffer | undefined, bytes: number): string | undefined {
  return part?.length === bytes ? undefined : `its key has ${part?.length ?? 0} bytes instead of ${bytes}`;
}

function curve(parts: readonly Buffer[], name: string, bytes: number): string | undefined {
  return parts[0]?.toString("latin1") === name ? lengthIs(parts[1], bytes) : "its curve is not the one of its type";
}

function bitLength(integer: Buffer): number {
  const start = integer.findIndex((byte) => byte !== 0);
  return start < 0 ? 0 : (integer.length - start) * 8 - Math.clz32(integer[start] ?? 0) + 24;
}
