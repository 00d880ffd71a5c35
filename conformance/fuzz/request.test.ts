import { expect, test } from "vitest";
import { FuzzRequestError, readFuzzRequest } from "./request.ts";

test("without words it is a minute of 1.36 from a fresh seed", () => {
  expect(readFuzzRequest([], 5)).toMatchObject({
    releases: [{ release: { minor: 36, text: "1.36.3" }, kubernetes: { text: "1.36.3" } }],
    minutes: 1,
    syncsMax: Number.POSITIVE_INFINITY,
    seed: 5,
  });
});

test("reads releases, minutes, a seed and an end by syncs", () => {
  const request = readFuzzRequest(
    ["--kubernetes", "1.30, v1.37.0", "--minutes", "0.5", "--seed=-7", "--syncs", "9"],
    5,
  );
  expect(request).toMatchObject({ minutes: 0.5, seed: -7, syncsMax: 9 });
  expect(request.releases.map(({ release }) => release.text)).toEqual(["1.30.4", "1.37.0"]);
});

test.for([
  [["--kubernetes", "1.36,1.5"], "--kubernetes 1.5 is not served; these are"],
  [["--minutes", "soon"], "--minutes soon is no time"],
  [["--minutes", "0"], "--minutes 0 is no time"],
  [["--syncs", "none"], "--syncs none: give a number above 0"],
  [["--seed", "1.5"], "--seed 1.5: a seed is an integer"],
  [["--hours", "1"], "usage: npm run --silent fuzz:hpa"],
] as const)("refuses %s and says what is right", ([words, text]) => {
  const reading = (): unknown => readFuzzRequest(words, 5);
  expect(reading).toThrow(FuzzRequestError);
  expect(reading).toThrow(text);
});
