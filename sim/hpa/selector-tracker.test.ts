import { expect, test } from "vitest";
import { podOf } from "../../fixtures/hpa.ts";
import { type Selector, selectorFromLabels } from "../kubernetes/label-selector.ts";
import type { Labels } from "../kubernetes/object.ts";
import type { HpaName } from "./ports.ts";
import { createSelectorTracker, type SelectorTracker } from "./selector-tracker.ts";

const named = (name: string, namespace = "default"): HpaName => ({ namespace, name });
const app = (value: string): Selector => selectorFromLabels({ app: value });
const pod = (labels: Labels): ReturnType<typeof podOf> => podOf("pod", { labels });

/** A tracker with these HPAs and what they select. */
function trackerOf(...stored: readonly (readonly [HpaName, Selector])[]): SelectorTracker {
  const tracker = createSelectorTracker();
  for (const [hpa, selector] of stored) {
    tracker.register(hpa);
    tracker.store(hpa, selector);
  }
  return tracker;
}

test("names every HPA of the namespace that selects one of the pods, in order", () => {
  const tracker = trackerOf(
    [named("web"), app("web")],
    [named("second"), selectorFromLabels({ tier: "front" })],
    [named("other"), app("other")],
    [named("elsewhere", "shop"), app("web")],
  );
  const both = { app: "web", tier: "front" };
  expect(tracker.controlling("default", [pod({ app: "web" }), pod(both)])).toEqual(["default/second", "default/web"]);
  expect(tracker.controlling("default", [pod({ app: "web" })])).toEqual(["default/web"]);
  expect(tracker.controlling("default", [])).toEqual([]);
});

test("one HPA alone in its namespace controls what it asks about", () => {
  const tracker = trackerOf([named("web"), app("web")]);
  expect([
    tracker.controlling("default", [pod({ app: "web" })]),
    tracker.controlling("shop", [pod({ app: "web" })]),
  ]).toEqual([["default/web"], []]);
});

test("a selector replaces the one before, and goes with its HPA", () => {
  const tracker = trackerOf([named("web"), app("web")], [named("third"), app("third")]);
  const pods = [pod({ app: "web" })];
  tracker.register(named("second"));
  expect(tracker.controlling("default", pods)).toEqual(["default/web"]);
  tracker.store(named("second"), app("web"));
  expect(tracker.controlling("default", pods)).toEqual(["default/second", "default/web"]);
  tracker.remove(named("web"));
  expect(tracker.controlling("default", pods)).toEqual(["default/second"]);
  // A pass that was under way when its HPA went.
  tracker.store(named("web"), app("web"));
  expect(tracker.controlling("default", pods)).toEqual(["default/second"]);
});

test("reads a text once, its error included", () => {
  const { parse } = createSelectorTracker();
  expect(parse("app=web")).toEqual({ ok: true, selector: selectorFromLabels({ app: "web" }) });
  expect(parse("app=web")).toBe(parse("app=web"));
  expect(parse("cheddar cheese")).toMatchObject({ ok: false });
});
