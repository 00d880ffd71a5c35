import { expect, test } from "vitest";
import { formatMilli } from "./format-milli.ts";

/** Thousandths, as DecimalSI, as BinarySI. Recorded from apimachinery v0.36.3 NewMilliQuantity. */
const recorded: readonly (readonly [number | bigint, string, string])[] = [
  [0, "0", "0"],
  [1, "1m", "1m"],
  [-1, "-1m", "-1m"],
  [107837030400, "107837030400m", "107837030400m"],
  [107837030000, "107837030", "107837030"],
  [104857600000, "104857600", "100Mi"],
  [11534336000, "11534336", "11Mi"],
  [1023000, "1023", "1023"],
  [1024000, "1024", "1Ki"],
  [-1024000, "-1024", "-1Ki"],
  [1024001, "1024001m", "1024001m"],
  [9000000000000000, "9T", "8789062500Ki"],
  [8796093022208000, "8796093022208", "8Ti"],
  [9007199254740991, "9007199254740991m", "9007199254740991m"],
  [9007199254740992000n, "9007199254740992", "8Pi"],
  [9000000000000000000n, "9P", "8789062500000Ki"],
];

test("prints thousandths with the largest suffix that leaves no fraction", () => {
  const ours = recorded.map(([milli]) => [milli, formatMilli(milli, "DecimalSI"), formatMilli(milli, "BinarySI")]);
  expect(ours).toEqual(recorded);
});
