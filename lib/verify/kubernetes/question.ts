// SPDX-License-Identifier: Apache-2.0

/** What a SelfSubjectAccessReview asks. */
export type Question =
  | {
      readonly verb: string;
      /** @default "", the core group */
      readonly group?: string | undefined;
      /** `pods`, `pods/exec` or `*`. */
      readonly resource: string;
      /** @default every namespace, or an object of the whole cluster */
      readonly namespace?: string | undefined;
      readonly name?: string | undefined;
    }
  | { readonly verb: string; readonly url: string };

/** One resource and the verbs that are asked about: `["pods/exec", ["create"]]`, `["deployments.apps", verbs]`. */
export type Right = readonly [resource: string, verbs: readonly string[]];

export const readVerbs: readonly string[] = ["get", "list", "watch"];
export const writeVerbs: readonly string[] = ["create", "update", "patch", "delete", "deletecollection"];
export const allVerbs: readonly string[] = [...readVerbs, ...writeVerbs];

/** A question a verb. `deployments.apps/scale` is the subresource of a group's resource. */
export function questions(
  rights: readonly Right[],
  where: { readonly namespace?: string; readonly name?: string } = {},
): Question[] {
  return rights.flatMap(([written, verbs]) => {
    const [whole = "", subresource] = written.split("/", 2);
    const dot = whole.indexOf(".");
    const [plural, group] = dot < 0 ? [whole, ""] : [whole.slice(0, dot), whole.slice(dot + 1)];
    const resource = subresource === undefined ? plural : `${plural}/${subresource}`;
    return verbs.map((verb) => ({ verb, group, resource, ...where }));
  });
}

/** The question in words: `create pods/exec in lugano-2022-dwdi`. */
export function inWords(question: Question): string {
  if ("url" in question) return `${question.verb} ${question.url}`;
  const { verb, group = "", resource, namespace, name } = question;
  const [plural, subresource] = resource.split("/", 2);
  const what = `${plural}${group === "" ? "" : `.${group}`}${subresource === undefined ? "" : `/${subresource}`}`;
  return `${verb} ${what}${name === undefined ? "" : ` ${name}`}${namespace === undefined ? "" : ` in ${namespace}`}`;
}

/** @see https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/self-subject-access-review-v1/ */
export function reviewOf(question: Question): object {
  return {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SelfSubjectAccessReview",
    spec:
      "url" in question
        ? { nonResourceAttributes: { path: question.url, verb: question.verb } }
        : { resourceAttributes: attributes(question) },
  };
}

function attributes(question: Exclude<Question, { readonly url: string }>): object {
  const { verb, group, resource, namespace, name } = question;
  const [plural, subresource] = resource.split("/", 2);
  return { verb, group, resource: plural, subresource, namespace, name };
}
