import fc from "fast-check";
import { expect, test } from "vitest";
import { createKernel } from "../kernel/kernel.ts";
import { everything, matches, nothing, parseSelector, type Selector } from "../kubernetes/label-selector.ts";
import { byCodeUnit } from "../kubernetes/object.ts";
import { simTime } from "../units.ts";
import { createPodIndex } from "./pod-index.ts";
import { defaultPodLifecycle } from "./pod-lifecycle.ts";
import { createPodStore } from "./pod-store.ts";
import type { PodRecord } from "./records.ts";
import { deployment } from "./story.fixture.ts";

const select = (text: string): Selector => {
  const parsed = parseSelector(text);
  return parsed.ok ? parsed.selector : nothing;
};

const store = createPodStore({
  kernel: createKernel({ start: simTime(0), seed: 1, eventsMax: 1 }),
  emit: () => {},
});

/** Templates share their labels, as pods of one ReplicaSet do. */
const templates = [{ app: "web" }, { app: "web", tier: "front" }, { app: "api" }].map((labels) => ({
  ...deployment().template,
  labels,
}));

const pods: readonly PodRecord[] = Array.from({ length: 30 }, (_, number) =>
  store.create({
    namespace: number % 4 === 0 ? "shop" : "default",
    name: `pod-${(number * 7) % 30}`,
    template: templates[number % templates.length]!,
    workload: { kind: "Deployment", namespace: "default", name: "web" },
    lifecycle: defaultPodLifecycle,
    replicaSet: undefined,
  }),
);

const selectors = [everything, nothing, ...["app=web", "app=web,tier", "app in (api,web)", "!tier"].map(select)];

test("answers as if it looked at every pod, whatever came and went and was asked before", () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant("toggle" as const), pod: fc.constantFrom(...pods) }),
    fc.record({ do: fc.constant("ask" as const), selector: fc.constantFrom(...selectors) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), fc.constantFrom("default", "shop"), (steps, namespace) => {
      const index = createPodIndex();
      const there = new Set<PodRecord>();
      for (const action of steps) {
        if (action.do === "ask") {
          const expected = [...there]
            .filter((pod) => pod.namespace === namespace && matches(action.selector, pod.labels))
            .sort((a, b) => byCodeUnit(a.name, b.name));
          expect(index.pods(namespace, action.selector)).toEqual(expected);
        } else if (there.delete(action.pod)) index.remove(action.pod);
        else {
          there.add(action.pod);
          index.add(action.pod);
        }
      }
    }),
  );
});

test("gives the same array until a matching pod comes or goes, and never changes one that it gave", () => {
  const index = createPodIndex();
  const [web] = pods.filter(({ namespace, labels }) => namespace === "default" && labels.app === "web");
  const [api] = pods.filter(({ namespace, labels }) => namespace === "default" && labels.app === "api");
  const before = index.pods("default", select("app=web"));
  index.add(api!);
  expect(index.pods("default", select("app=web"))).toBe(before);
  index.add(web!);
  const after = index.pods("default", select("app=web"));
  expect([before, after]).toEqual([[], [web]]);
  expect(index.pods("default", select("app=web"))).toBe(after);
  index.remove(web!);
  expect([after, index.pods("default", select("app=web"))]).toEqual([[web], []]);
});
