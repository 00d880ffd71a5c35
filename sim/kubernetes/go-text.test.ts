import { expect, test } from "vitest";
import { formatWithoutOperands } from "./go-text.ts";

// Recorded from go1.26 fmt.Sprintf without operands.
test.for([
  ["plain", "plain"],
  ["50%", "50%!(NOVERB)"],
  ["50% of", "50%!o(MISSING)f"],
  ["100%%", "100%"],
  ["%d", "%!d(MISSING)"],
  ["%+v", "%!v(MISSING)"],
  ["%-5d", "%!d(MISSING)"],
  ["%5.2f", "%!f(MISSING)"],
  ["%*d", "%!(BADWIDTH)%!d(MISSING)"],
  ["%.*f", "%!(BADPREC)%!f(MISSING)"],
  ["%[1]d", "%!d(BADINDEX)"],
  ["%[2]*d", "%!(BADWIDTH)%!d(BADINDEX)"],
  ["%[x", "%!x(BADINDEX)"],
  ["%[", "%!(NOVERB)"],
  ["%!", "%!!(MISSING)"],
  ["%é ok", "%!é(MISSING) ok"],
  ["a%b=c", "a%!b(MISSING)=c"],
  ["%s and %v", "%!s(MISSING) and %!v(MISSING)"],
  ["%0", "%!(NOVERB)"],
  ["% ", "%!(NOVERB)"],
  ["%.", "%!.(MISSING)"],
  ["%#x %", "%!x(MISSING) %!(NOVERB)"],
  ["%[3]%", "%"],
  ["%5%", "%"],
] as const)("%j taken for a format is %j", ([text, printed]) => {
  expect(formatWithoutOperands(text)).toBe(printed);
});
