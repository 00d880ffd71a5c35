import { expect, test } from "vitest";
import { formatQuantity, parseQuantity } from "../../quantity/index.ts";
import { roundToMilli } from "./round-to-milli.ts";

function rounded(text: string): string {
  const parsed = parseQuantity(text);
  if (!parsed.ok) throw new Error(parsed.error);
  return Object.values(roundToMilli({ cpu: parsed.quantity }) ?? {})
    .map(formatQuantity)
    .join();
}

test.each([
  ["1.500", "1.500"],
  ["1500u", "2m"],
  ["-1500u", "-2m"],
  ["1n", "1m"],
  ["2m", "2m"],
  ["1.0001Ki", "1024103m"],
  ["123456789012345678901234567890u", "123456789012345678901234568m"],
  ["123456789012345678901234567000u", "123456789012345678901234567m"],
  ["0", "0"],
])("%s is stored as %s", (text, stored) => {
  expect(rounded(text)).toBe(stored);
});
