import fc from "fast-check";
import { expect, test } from "vitest";
import { formatProblem, InputError } from "./input-error.ts";
import { loadScenario } from "./load-scenario.ts";
import { createTestFolder } from "./test-folder.ts";
import { everyField, everyMetricsField, metricsFiles, scenarioHead, webManifests } from "./test-scenario.ts";

/** Tears a text apart: cuts some of it out, and puts something else there, or some of itself. */
const damaged = (text: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.nat(text.length),
      fc.nat(12),
      fc.oneof(
        fc.string({ unit: "binary", maxLength: 6 }),
        fc.constantFrom(
          "{",
          "}",
          "[",
          "]",
          ": ",
          "- ",
          "\n",
          "\t",
          "&a ",
          "*a",
          "<<: ",
          "null",
          "5",
          "-1",
          '"',
          "|",
          "---\n",
          "1e99",
          "~",
        ),
        fc.tuple(fc.nat(text.length), fc.nat(60)).map(([from, length]) => text.slice(from, from + length)),
      ),
    )
    .map(([at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut));

const twiceDamaged = (text: string): fc.Arbitrary<string> => fc.oneof(damaged(text), damaged(text).chain(damaged));

/** What a message never holds but for a bug; Alertmanager has words of its own for names that nothing defines. */
const bug = /undefined(?! (?:receiver|time interval) )|\[object|NaN/;

/** Loads it, or says in an InputError what is wrong. Anything else would be a bug. */
function outcome(scenario: string, manifests: string, sets: readonly string[] = []): "loaded" | "refused" {
  return outcomeOf({ "scenario.yaml": scenario, "web.yaml": manifests }, sets);
}

function outcomeOf(files: Readonly<Record<string, string>>, sets: readonly string[] = []): "loaded" | "refused" {
  const folder = createTestFolder(files);
  try {
    loadScenario(folder.path, { sets });
    return "loaded";
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.problems).not.toEqual([]);
    for (const problem of error.problems) expect(formatProblem(problem)).not.toMatch(bug);
    return "refused";
  } finally {
    folder.remove();
  }
}

test("a damaged scenario is loaded or refused, and nothing else", () => {
  expect(outcome(everyField, webManifests)).toBe("loaded");
  fc.assert(
    fc.property(twiceDamaged(everyField), (scenario) => {
      outcome(scenario, webManifests);
    }),
    { numRuns: 200 },
  );
});

test("a damaged manifest is loaded or refused, and nothing else", () => {
  expect(outcome(scenarioHead, webManifests)).toBe("loaded");
  fc.assert(
    fc.property(twiceDamaged(webManifests), (manifests) => {
      outcome(scenarioHead, manifests);
    }),
    { numRuns: 200 },
  );
});

test("a damaged config of Prometheus or of what stands around it is loaded or refused, and nothing else", () => {
  const files = { "scenario.yaml": everyMetricsField, ...metricsFiles };
  expect(outcomeOf(files)).toBe("loaded");
  const oneDamaged = fc
    .constantFrom(...Object.entries(files).filter(([name]) => name !== "web.yaml"))
    .chain(([name, text]) => twiceDamaged(text).map((damage) => ({ ...files, [name]: damage })));
  fc.assert(
    fc.property(oneDamaged, (damage) => {
      outcomeOf(damage);
    }),
    { numRuns: 300 },
  );
});

test("any argument is understood or refused, and nothing else", () => {
  const paths = fc.constantFrom(
    "seed",
    "cluster.nodes",
    "load.spike",
    "expect.0",
    "workloads.web.start",
    "hpa/web.spec",
    "deploy/web",
  );
  const values = fc.oneof(
    fc.string({ unit: "binary", maxLength: 8 }),
    fc.constantFrom("5", "{}", "[]", "[5]", "{a: 1}", "x", "", "null"),
  );
  fc.assert(
    fc.property(paths, fc.constantFrom("", ".a", "[0]", ".kind", ".rate"), values, (path, rest, value) => {
      outcome(everyField, webManifests, [`${path}${rest}=${value}`]);
    }),
    { numRuns: 150 },
  );
});
