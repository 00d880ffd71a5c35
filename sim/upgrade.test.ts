import { expect, test } from "vitest";
import { hpaOf, utilization } from "../fixtures/hpa.ts";
import { deploymentOf, hpaObject, modelOf, replicasOf, scenarioOf, serviceOf } from "../fixtures/wind-tunnel.ts";
import type { Scenario } from "./scenario.ts";
import { millicores } from "./units.ts";
import { compareReleases, isParted, type Upgrade } from "./upgrade.ts";

/** Two pods at rest, each at 110m of 200m: 55 % of a target of 50 %, which is the very edge of the tolerance. */
const atTheEdge = (kubernetes: string): Scenario =>
  scenarioOf({
    cluster: { kubernetes },
    minutes: 3,
    objects: [
      deploymentOf({ replicas: 2 }),
      serviceOf(),
      hpaObject(hpaOf({ minReplicas: 2, metrics: [utilization(50)] })),
    ],
    workloads: [modelOf({ app: { idleCpu: millicores(110) } })],
  });

function upgrade(from: string, to: string): Upgrade & { readonly shares: readonly number[] } {
  const shares: number[] = [];
  const steps = compareReleases({ before: atTheEdge(from), after: atTheEdge(to) });
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return { ...step.value, shares };
    shares.push(step.value);
  }
}

const names = (changes: Upgrade["idle"]): readonly string[] => changes.map(({ entry, since }) => `${since} ${entry}`);

test("a change that moves the replicas is found, and told from those that do nothing here", () => {
  const { before, after, causes, idle, shares } = upgrade("1.32", "1.33");
  expect([before, after].map((run) => Object.values(replicasOf(run)))).toEqual([[2, 3, 4, 5], [2]]);
  expect(causes.map(({ entry, since, effect }) => [since, entry, effect])).toEqual([
    ["1.33.0", "withinTolerance", "replicas"],
  ]);
  expect(names(idle)).toEqual([
    "1.33.0 missingContainerSample",
    "1.33.0 undefinedShare",
    "1.33.0 describedObject",
    "1.33.0 HPAConfigurableTolerance",
  ]);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
});

test("downgraded, the same change is the cause", () => {
  expect(names(upgrade("1.33", "1.32").causes)).toEqual(["1.33.0 withinTolerance"]);
});

test("a change of messages alone is told as one", () => {
  const { before, after, causes } = upgrade("1.26", "1.27");
  expect(isParted(before, after)).toBe(true);
  expect(causes.map(({ entry, effect }) => [entry, effect])).toEqual([["noSamplesText", "report"]]);
});

test("between releases that differ in nothing there is nothing to tell", () => {
  const { before, after, causes, idle } = upgrade("1.30", "1.31");
  expect([isParted(before, after), causes, idle]).toEqual([false, [], []]);
});
