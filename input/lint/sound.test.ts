import { expect, test } from "vitest";
import { foundIn } from "../test-monitoring.ts";

test("nothing is said of a setup that works", () => {
  expect(foundIn({})).toEqual([]);
});
