// SPDX-License-Identifier: Apache-2.0
import type { DeclaredImage, FlavorSettings } from "../settings.ts";
import type { Usage } from "./usage.ts";

/** What is known of an image: what the house declares, else what the cloud says. */
export function imageOf({ cloud }: Usage, { images }: FlavorSettings, name: string): DeclaredImage | undefined {
  return Object.hasOwn(images, name) ? images[name] : cloud?.images?.find((image) => image.name === name);
}
