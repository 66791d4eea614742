// SPDX-License-Identifier: Apache-2.0
import { readsFloat } from "./patterns.ts";
import { isPythonSpace, pythonStrip } from "./values.ts";

/** Whose values are compared: those of aggregates are split at commas and stripped, those of hosts are not. */
export type ComparedWith = "aggregate" | "capabilities";

/** Why a demand of a filter cannot be what was meant: nova/scheduler/filters/extra_specs_ops.py. */
export interface DemandFault {
  /** No host ever passes, or the scheduler fails; else some words are not read. */
  readonly hopeless: boolean;
  /** Fits after "the value of x". */
  readonly message: string;
  readonly hint: string;
  /** The value that was probably meant. */
  readonly meant?: string | undefined;
}

const numeric: ReadonlySet<string> = new Set(["=", "==", "!=", ">=", "<="]);
const textual: ReadonlySet<string> = new Set(["s==", "s!=", "s<", "s<=", "s>", "s>=", "<in>"]);
const listing: ReadonlySet<string> = new Set(["<all-in>", "<or>"]);
/** Longest first: `>=` before `=`. */
const operators: readonly string[] = [...listing, ...textual, ...numeric].toSorted((a, b) => b.length - a.length);

/** What is wrong with the value of an extra spec that a scheduler filter compares; undefined when nothing is. */
export function demandFault(value: string, kind: ComparedWith): DemandFault | undefined {
  const words = pythonWords(value);
  const [operator = "", ...operands] = words;
  if (listing.has(operator) || textual.has(operator) || numeric.has(operator))
    return operatorFault(operator, operands, kind);
  return literalFault(value, operator, operands, kind);
}

function operatorFault(operator: string, operands: readonly string[], kind: ComparedWith): DemandFault | undefined {
  const [first] = operands;
  if (first === undefined)
    return {
      hopeless: true,
      message:
        operator === "<or>" ? "is <or> without a word, which fails in the scheduler" : `is ${operator} without a word`,
      hint: `write ${operator} and a value`,
    };
  if (numeric.has(operator) && !readsFloat(first))
    return {
      hopeless: true,
      message: `compares ${clip(first)} as a number, which fails in the scheduler`,
      hint: `${operator} is for numbers; s== and s!= compare text`,
      ...(operator === "!=" || operator === "=" || operator === "=="
        ? { meant: `${operator === "!=" ? "s!=" : "s=="} ${first}` }
        : {}),
    };
  if (kind === "aggregate" && (operator === "s==" || operator === "<in>") && first.includes(",")) return comma(first);
  if (operator === "<or>") return orFault(operands);
  if (operator !== "<all-in>" && operands.length > 1)
    return {
      hopeless: false,
      message: `has words after ${clip(first)} that nobody reads`,
      hint:
        operator === "<in>" || operator === "s=="
          ? "one word is compared; <or> takes several, each after its own <or>"
          : "one word is compared",
    };
  return undefined;
}

/** `<or> a <or> b`: every second word is thrown away, whatever it is. */
function orFault(operands: readonly string[]): DemandFault | undefined {
  const thrown = operands.find((word, index) => index % 2 === 1 && word !== "<or>");
  if (thrown === undefined) return undefined;
  const meant = operands
    .filter((word) => word !== "<or>")
    .map((word) => `<or> ${word}`)
    .join(" ");
  return {
    hopeless: false,
    message: `has ${clip(thrown)} where an <or> belongs, and nobody reads it`,
    hint: "write <or> before every value",
    meant,
  };
}

function literalFault(
  value: string,
  operator: string,
  operands: readonly string[],
  kind: ComparedWith,
): DemandFault | undefined {
  if (operator === ">" || operator === "<" || operator === "=>" || operator === "=<") {
    const right = operator.includes("<") ? "<=" : ">=";
    return {
      hopeless: true,
      message: `begins with ${operator}, which is no operator: the text is compared as it is`,
      hint: `there are ${right} for numbers and s${operator[0] === "=" ? right : operator} for text`,
      ...(operands.length === 0 || operator.length === 1 ? {} : { meant: [right, ...operands].join(" ") }),
    };
  }
  const glued = operators.find((each) => operator.startsWith(each));
  if (glued !== undefined) {
    const meant = [glued, operator.slice(glued.length), ...operands].join(" ");
    return {
      hopeless: true,
      message: `begins with ${glued} and no blank after it: the text is compared as it is`,
      hint: `write ${clip(meant)}`,
      meant,
    };
  }
  const folded = operator.toLowerCase();
  if (operator !== folded && operators.includes(folded)) {
    const meant = [folded, ...operands].join(" ");
    return {
      hopeless: true,
      message: `begins with ${operator}: operators are in lower case`,
      hint: `write ${clip(meant)}`,
      meant,
    };
  }
  if (/^[<>]\d/.test(operator))
    return {
      hopeless: true,
      message: `begins with ${operator[0]}, which is no operator: the text is compared as it is`,
      hint: `there are ${operator[0]}= for numbers and s${operator[0]} for text, with a blank after them`,
    };
  if (kind === "capabilities") return undefined;
  if (value.includes(",")) return comma(value);
  if (operator !== "" && (isPythonSpace(value.charCodeAt(0)) || isPythonSpace(value.charCodeAt(value.length - 1)))) {
    return {
      hopeless: true,
      message: "has blanks around it, and those of aggregates have none",
      hint: "remove the blanks",
      meant: pythonStrip(value),
    };
  }
  return undefined;
}

function comma(text: string): DemandFault {
  const meant = text
    .split(",")
    .map((each) => pythonWords(each).join(" "))
    .filter((each) => each !== "");
  return {
    hopeless: true,
    message: "has a comma, and the values of aggregates are split at commas: none is equal to it",
    hint: "write <or> before every value",
    // A value of two words cannot be said with <or>.
    ...(meant.some((each) => each.includes(" ")) ? {} : { meant: meant.map((each) => `<or> ${each}`).join(" ") }),
  };
}

/** A message stays a sentence, however long the value is. */
function clip(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}

/** Python's `str.split()`. */
function pythonWords(text: string): string[] {
  const found: string[] = [];
  let start = -1;
  for (let at = 0; at <= text.length; at++) {
    const isEnd = at === text.length || isPythonSpace(text.charCodeAt(at));
    if (!isEnd && start < 0) start = at;
    else if (isEnd && start >= 0) {
      found.push(text.slice(start, at));
      start = -1;
    }
  }
  return found;
}
