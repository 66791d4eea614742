// SPDX-License-Identifier: Apache-2.0

/** Why a question got no answer that says anything. */
export class NotAsked extends Error {
  constructor(why: string) {
    super(why);
    this.name = "NotAsked";
  }
}
