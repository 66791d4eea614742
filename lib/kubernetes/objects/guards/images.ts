// SPDX-License-Identifier: Apache-2.0
import {
  digestPattern,
  imagePrefixes,
  oddPattern,
  officialPattern,
  registryPattern,
} from "../../../manifests/index.ts";
import { cel, joined, literal, sentence } from "./cel.ts";
import type { Guard, Validation } from "./guard.ts";
import { news, podHolders, podVariables } from "./pods.ts";

const images = (pod: string): string =>
  "(" +
  ["initContainers", "containers", "ephemeralContainers"]
    .map((field) => `${pod}.?${field}.orValue([]).map(c, dyn(c).?image.orValue(''))`)
    .join(" + ") +
  ` + ${pod}.?volumes.orValue([]).filter(v, has(dyn(v).image)).map(v, dyn(v).image.?reference.orValue('')))`;

// The same steps as fullImage of lib/manifests.
const full = (image: string): string =>
  `[${image}].map(i, i.matches(${literal(registryPattern)}) ? i : 'docker.io/' + i)` +
  ".map(i, i.startsWith('index.docker.io/') ? i.substring(6) : i)" +
  `.map(i, i.matches(${literal(officialPattern)}) ? 'docker.io/library/' + i.substring(10) : i)[0]`;

export const imagesGuard: Guard = {
  name: "images",
  refuses: "images from elsewhere than the organizers allow, or without a digest where one is asked for",
  why: "an image runs whatever its author puts into it, and a tag tomorrow names another one",
  spec({ guardRails: { registries, digests } }) {
    if (registries.length === 0 && !digests) return undefined;
    const prefixes = registries.flatMap(imagePrefixes);
    return {
      resourceRules: podHolders,
      variables: {
        ...podVariables,
        images: news(images),
        ...(registries.length === 0
          ? {}
          : {
              elsewhere: `variables.images.filter(i, i.matches(${literal(oddPattern)}) || !${literal(prefixes)}.exists(p, (${full("i")}).startsWith(p)))`,
            }),
        ...(digests ? { unpinned: `variables.images.filter(i, !i.matches(${literal(digestPattern)}))` } : {}),
      },
      validations: [
        ...(registries.length === 0
          ? []
          : [
              told(
                "elsewhere",
                `come from elsewhere: allowed is what begins with ${registries.join(", ")}; push the image there or ask the organizers for its registry`,
              ),
            ]),
        ...(digests
          ? [told("unpinned", "have no digest: write name@sha256:… as the registry shows it after the push")]
          : []),
      ],
    };
  },
};

function told(variable: string, what: string): Validation {
  return {
    expression: `variables.${variable}.size() == 0`,
    messageExpression: sentence("images ", cel(joined(`variables.${variable}`)), ` ${what}`),
  };
}
