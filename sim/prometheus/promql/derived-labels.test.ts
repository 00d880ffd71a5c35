import { expect, test } from "vitest";
import { createDerivedLabels, groupLabels } from "./derived-labels.ts";
import { labelsOf } from "./labels.ts";

const labels = labelsOf([
  ["__name__", "up"],
  ["job", "web"],
  ["pod", "a"],
]);

test("what is remembered is what would be worked out, for each grouping by itself", () => {
  const derived = createDerivedLabels();
  for (let turn = 0; turn < 2; turn++) {
    expect(derived.withoutMetadata(labels)).toEqual(
      labelsOf([
        ["job", "web"],
        ["pod", "a"],
      ]),
    );
    expect(derived.ofGroups(["pod"], false)(labels)).toEqual(labelsOf([["pod", "a"]]));
    expect(derived.ofGroups(["pod"], true)(labels)).toEqual(labelsOf([["job", "web"]]));
    expect(derived.ofGroups(["job", "pod"], false)(labels)).toEqual(groupLabels(labels, ["job", "pod"], false));
  }
});

test("hundreds of groupings, and thousands of groups, are told apart", () => {
  const derived = createDerivedLabels();
  for (let at = 0; at < 300; at++) {
    expect(derived.ofGroups([`l${at}`], false)(labelsOf([[`l${at}`, "x"]]))).toEqual(labelsOf([[`l${at}`, "x"]]));
  }
  for (let at = 0; at < 10_100; at++) {
    if (derived.ofGroups(["pod"], false)(labelsOf([["pod", `${at}`]])).pairs[0]?.[1] !== `${at}`) expect.unreachable();
  }
});
