// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { edited, refused, remove, rename, set } from "./edits.ts";

describe("applyEdits to JSON", () => {
  test("on one line it stays on one line", async () => {
    expect(
      await edited(
        "json",
        '{"flavors": [{"name": "a", "ram": 1}, {"name": "b"}]}',
        set(["flavors", 0, "ram"], 2),
        set(["flavors", 1, "extra_specs", "a:b"], "c"),
        set(["flavors", 1, "extra_specs", "a:c"], "d"),
        remove("flavors", 0, "name"),
      ),
    ).toBe('{"flavors": [{"ram": 2}, {"name": "b", "extra_specs": {"a:b": "c", "a:c": "d"}}]}');
  });

  test("on many lines it stays on many", async () => {
    const text = `{
\t"flavors": [
\t\t{
\t\t\t"name": "a",
\t\t\t"ram": 1
\t\t},
\t\t{}
\t]
}
`;
    expect(
      await edited(
        "json",
        text,
        remove("flavors", 0, "ram"),
        set(["flavors", 0, "extra_specs"], { a: "b" }),
        set(["flavors", 1, "x"], 1),
        rename(["flavors", 0, "name"], "n"),
      ),
    ).toBe(
      `{
\t"flavors": [
\t\t{
\t\t\t"n": "a",
\t\t\t"extra_specs": {
\t\t\t\t"a": "b"
\t\t\t}
\t\t},
\t\t{"x": 1}
\t]
}
`,
    );
  });

  test("text that is no JSON is left alone", async () => {
    expect(await refused("json", "{", set(["a"], 1))).toBe("the file is no valid JSON");
    expect(await refused("json", '{"a": 1, "a": 2}', set(["a"], 1))).toBe("the key is written twice");
  });
});
