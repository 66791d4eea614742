// SPDX-License-Identifier: Apache-2.0
import { setTimeout as pause } from "node:timers/promises";
import { LiveError } from "./errors.ts";
import type { Kubernetes } from "./kubernetes-client.ts";

/**
 * Ends all tokens of a ServiceAccount, whenever and for whomever they were made, by removing it: each names its uid, which no later
 * account of that name has. The next `up` finds the account missing, makes it anew and gives out a new token.
 * Bindings stay: they go by name. An apiserver holds a checked token for good for ten seconds more.
 * @returns false when there was no such account
 * @throws LiveError
 */
export async function revokeTokens(cluster: Kubernetes, namespace: string, serviceAccount: string): Promise<boolean> {
  try {
    await cluster.request("DELETE", `/api/v1/namespaces/${namespace}/serviceaccounts/${serviceAccount}`);
    return true;
  } catch (error) {
    if (error instanceof LiveError && error.fault === "missing") return false;
    throw error;
  }
}

/**
 * Uses a credential until the apiserver refuses it.
 * @param holder the connection of whoever holds it
 * @param limitMs how long to go on; the apiserver's own memory of good tokens is ten seconds
 * @returns false when it was still good at the end
 * @throws LiveError when the apiserver cannot be reached
 */
export async function tokenEnds(holder: Kubernetes, limitMs: number = 60_000): Promise<boolean> {
  const end = Date.now() + limitMs;
  for (;;) {
    try {
      await holder.request("GET", "/apis");
    } catch (error) {
      if (error instanceof LiveError && error.fault === "auth") return true;
      if (!(error instanceof LiveError) || error.fault !== "forbidden") throw error;
    }
    if (Date.now() >= end) return false;
    await pause(250);
  }
}
