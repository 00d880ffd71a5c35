import fc from "fast-check";
import { expect, test } from "vitest";
import { InputError } from "../input-error.ts";
import { lintPaths } from "../lint.ts";
import { adapterYaml, prometheusYml, shopManifests } from "../test-monitoring.ts";

const inMap = (key: string, text: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${key.replace(/\W/g, "-")}}\ndata:\n  ${key}: |\n${text.replace(/^(?=.)/gm, "    ")}`;

/** Pieces that configs are made of, sensible or not. */
const piece = fc.constantFrom(
  ...[
    "<<.Series>>",
    "<<.LabelMatchers>>",
    "<<.GroupBy>>",
    "<<.Resource>>",
    "<<",
    "{",
    "}",
    "sum(",
    "rate(",
    ")",
    "[2m]",
  ],
  ...[
    "http_requests_total",
    "^(.*)_total$",
    "$1",
    "$1_x",
    "(",
    ".*",
    '""',
    "by (",
    "pod",
    "namespace",
    '!=""',
    "=~",
    ",",
  ],
  ...["-1", "0s", "node", "jobs.batch", "\\", "é", "$", ":10255", "__address__", "true", "[]", "null"],
);
const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));

/** A document with one of its values replaced. */
const changed = (document: string) =>
  fc.tuple(fc.nat(), text).map(([at, value]) => {
    const values = [...document.matchAll(/(?<=: )(?:'[^'\n]*'|"[^"\n]*"|[^\s{}[\],'"]+)/g)];
    const chosen = values[at % values.length];
    if (chosen === undefined) return document;
    return `${document.slice(0, chosen.index)}${JSON.stringify(value)}${document.slice(chosen.index + chosen[0].length)}`;
  });

/** The sound setup with something else in one place or two. */
const setups = fc.oneof(
  changed(adapterYaml).map((adapter) => [adapter, prometheusYml, shopManifests]),
  changed(prometheusYml).map((prometheus) => [adapterYaml, prometheus, shopManifests]),
  fc.tuple(changed(adapterYaml), fc.constant(prometheusYml), changed(shopManifests)),
);

test("whatever stands in a config, it is linted or refused", () => {
  fc.assert(
    fc.property(setups, ([adapter = "", prometheus = "", shop = ""]) => {
      const input = [inMap("config.yaml", adapter), inMap("prometheus.yml", prometheus), shop].join("\n---\n");
      try {
        const { findings } = lintPaths(["-"], { sets: [], readStandardInput: () => input });
        for (const { cause, fix, problem } of findings) {
          expect([cause, fix].join()).not.toMatch(/undefined|NaN|\[object/);
          expect(problem.line).toBeGreaterThan(0);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
      }
    }),
    { numRuns: 200 },
  );
});
