import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { createTestFolder } from "../input/test-folder.ts";

const [, example = ""] = /```ts\n(.*?)```/s.exec(readFileSync("README.md", "utf8")) ?? [];

const hpa = {
  metadata: { name: "web" },
  spec: {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
    maxReplicas: 10,
    metrics: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 60 } } }],
  },
};

test("the README's example of kubewind/hpa runs as it is written, given an HPA", async () => {
  const library = pathToFileURL(join(import.meta.dirname, "hpa.ts")).href;
  expect(example).toContain('from "kubewind/hpa"');
  const [imports = "", ...rest] = example.replace('"kubewind/hpa"', JSON.stringify(library)).split("\n");
  const source = [
    imports,
    `const hpa = ${JSON.stringify(hpa)};`,
    ...rest,
    "export { replicas, status, events, explanation };",
  ];
  const folder = createTestFolder({ "example.ts": source.join("\n") });
  const told = await import(join(folder.path, "example.ts"));
  folder.remove();
  // One of two pods is there: ceil(105/60 × 1 ready pod).
  expect(told).toMatchObject({
    replicas: 2,
    status: { currentReplicas: 2, desiredReplicas: 2 },
    events: [],
    explanation: { metrics: [{ current: "105% (316m)", replicas: 2 }], outcome: "no change: 2 replicas" },
  });
});
