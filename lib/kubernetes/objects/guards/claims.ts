// SPDX-License-Identifier: Apache-2.0
import { byInsider, cel, insiders, joined, literal, sentence } from "./cel.ts";
import { type Guard, type ResourceRule, writes } from "./guard.ts";
import { podHolders, podVariables } from "./pods.ts";

const claimHolders: readonly ResourceRule[] = [...podHolders, writes("", "persistentvolumeclaims")];

// Claims themselves, those that pods bring along, those that a StatefulSet makes.
const claims = (object: string, pod: string): string =>
  `${object} == null ? [] : request.kind.kind == 'PersistentVolumeClaim' ? [dyn(${object}).spec] : ` +
  `${pod}.?volumes.orValue([]).filter(v, has(dyn(v).ephemeral)).map(v, dyn(v).ephemeral.?volumeClaimTemplate.?spec.orValue({})) + ` +
  `(request.kind.kind == 'StatefulSet' ? dyn(${object}).spec.?volumeClaimTemplates.orValue([]).map(t, t.spec) : [])`;

const claimVariables = {
  ...podVariables,
  claims: claims("object", "variables.pod"),
  claimsBefore: claims("oldObject", "variables.before"),
};

const news = (refused: (claims: string) => string): string =>
  `${refused("variables.claims")}.filter(v, !(v in ${refused("variables.claimsBefore")}))`;

export const storageClassesGuard: Guard = {
  name: "storage-classes",
  refuses: "claims of a storage class that the organizers did not allow",
  why: "a class may lie on hardware of others, cost by the gigabyte or keep its volumes for ever",
  spec({ guardRails: { storageClasses } }) {
    if (storageClasses === undefined) return undefined;
    const isDefault = ["storageclass.kubernetes.io", "storageclass.beta.kubernetes.io"]
      .map((domain) => `params.metadata.?annotations[?'${domain}/is-default-class'].orValue('') == 'true'`)
      .join(" || ");
    // Admission gives claims without a class the cluster's default one, so that one is let pass: asked class by class.
    const refused = (list: string): string =>
      `${list}.map(c, dyn(c).?storageClassName.orValue('')).filter(c, c == params.metadata.name && !(${isDefault}) && ` +
      `!(c in ${literal(storageClasses)}))`;
    return {
      params: { apiVersion: "storage.k8s.io/v1", kind: "StorageClass" },
      resourceRules: claimHolders,
      variables: { ...claimVariables, classes: news(refused) },
      validations: [
        {
          expression: "variables.classes.size() == 0",
          messageExpression: sentence(
            "storageClassName ",
            cel(joined("variables.classes")),
            `: allowed are ${storageClasses.length === 0 ? "only the cluster's default" : storageClasses.join(", ")}; leave storageClassName out or ask the organizers`,
          ),
        },
      ],
    };
  },
};

export const foreignVolumesGuard: Guard = {
  name: "foreign-volumes",
  refuses: "claims of a volume that exists already",
  why: "the volume may hold another team's data: it is bound to whoever asks first",
  spec() {
    const refused = (list: string): string =>
      `(${list}.filter(c, dyn(c).?volumeName.orValue('') != '').map(c, 'volumeName ' + c.volumeName) + ` +
      `${list}.filter(c, dyn(c).?storageClassName.orValue('-') == '').map(c, 'storageClassName ""') + ` +
      `${list}.filter(c, has(dyn(c).selector)).map(c, 'selector'))`;
    return {
      resourceRules: claimHolders,
      variables: { ...insiders, ...claimVariables, volumes: news(refused) },
      validations: [
        {
          expression: `variables.volumes.size() == 0 || ${byInsider}`,
          messageExpression: sentence(
            cel(joined("variables.volumes")),
            " asks for a volume that exists already: leave it out and a new one is made, or ask the organizers to bind it",
          ),
        },
      ],
    };
  },
};
