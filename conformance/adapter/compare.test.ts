import { expect, test } from "vitest";
import type { Answer } from "./call.ts";
import { compareAnswers, compareAsked, compareStart } from "./compare.ts";
import type { Exchange } from "./prometheus-proxy.ts";

const answer = (body: string, more: Partial<Answer> = {}): Answer => ({
  ...{ status: 200, headers: { "content-type": "application/json", date: "today" }, body },
  ...more,
});

const custom = (second: number, value: string): Answer =>
  answer(`{"kind":"MetricValueList","items":[{"timestamp":"2026-01-01T00:00:0${second}Z","value":"${value}"}]}\n`);

const external = (second: number): Answer =>
  answer(`{"kind":"ExternalMetricValueList","items":[{"timestamp":"2026-01-01T00:00:0${second}Z","value":"1"}]}\n`);

test("passes over the instant of a custom metric, and not over that of a sample", () => {
  expect(compareAnswers(custom(1, "1"), custom(2, "1"))).toBeUndefined();
  expect(compareAnswers(custom(1, "1"), custom(1, "2"))?.what).toBe("body");
  expect(compareAnswers(external(1), external(2))?.what).toBe("body");
});

test("passes over the order of resources and containers, and of nothing else", () => {
  const list = (key: string, ...items: readonly string[]): Answer => answer(JSON.stringify({ [key]: items }));
  expect(compareAnswers(list("resources", "a", "b"), list("resources", "b", "a"))).toBeUndefined();
  expect(compareAnswers(list("containers", "a", "b"), list("containers", "b", "a"))).toBeUndefined();
  expect(compareAnswers(list("items", "a", "b"), list("items", "b", "a"))?.what).toBe("body");
  expect(compareAnswers(list("resources", "a"), answer('{ "resources":["a"]}'))?.what).toBe("body");
});

test("compares the status and the headers, those of the connection aside", () => {
  expect(compareAnswers(answer(""), answer("", { status: 404 }))?.what).toBe("status");
  const headers = { "content-type": "application/json", date: "yesterday" };
  expect(compareAnswers(answer(""), answer("", { headers }))).toBeUndefined();
  expect(compareAnswers(answer(""), answer("", { headers: { ...headers, warning: "299" } }))?.what).toBe("headers");
});

const asked = (...queries: readonly string[]): readonly Exchange[] =>
  queries.map((query) => ({ path: "/api/v1/query", parameters: [["query", query]], status: 200, body: "" }));

test("compares the queries of a call, and the order of names where they have one", () => {
  const [ours, real] = [{ series: [], queries: ['up{pod=~"a|b"}'] }, asked('up{pod=~"b|a"}')];
  const path = "/apis/metrics.k8s.io/v1beta1/pods";
  expect(compareAsked(ours, real, { method: "GET", path })).toBeUndefined();
  expect(compareAsked(ours, real)?.what).toBe("what Prometheus is asked for");
  expect(compareAsked({ series: [], queries: [] }, asked("up"))?.what).toBe("what Prometheus is asked for");
});

test("compares how far back series are looked for", () => {
  const real: readonly Exchange[] = [
    {
      path: "/api/v1/series",
      parameters: [
        ["match[]", "up"],
        ["start", "1000.5"],
      ],
      status: 200,
      body: "",
    },
  ];
  expect(compareAsked({ series: [{ match: "up", start: 1000 }], queries: [] }, real)).toBeUndefined();
  expect(compareAsked({ series: [{ match: "up", start: 700 }], queries: [] }, real)?.what).toContain("beginning");
});

test("compares the words of an exit, those about a file aside", () => {
  const exited = (by: "adapter" | "config", message: string) => ({ kind: "exited", by, message }) as const;
  const file = "unable to load metrics discovery config: yaml: line 1";
  expect(compareStart(exited("adapter", "a"), "a")).toBeUndefined();
  expect(compareStart(exited("adapter", "a"), "b")?.what).toBe("start");
  expect(compareStart(exited("adapter", "a"), undefined)?.what).toBe("start");
  expect(compareStart(exited("config", "config.yaml:1:1: …"), file)).toBeUndefined();
  expect(compareStart(exited("config", "config.yaml:1:1: …"), undefined)?.what).toBe("start");
});
