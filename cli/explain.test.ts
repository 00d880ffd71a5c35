import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Answer,
  createTestCommandLine,
  manifests,
  metScenario,
  scenarioFiles,
  type TestCommandLine,
} from "./test-command-line.ts";

/** In the place of the HPA. */
const scaledObject = `kind: ScaledObject
metadata: {name: web}
spec:
  scaleTargetRef: {name: web}
  minReplicaCount: 1
  maxReplicaCount: 5
  triggers: [{type: cpu, metricType: Utilization, metadata: {value: "60"}}]
`;

let line: TestCommandLine;

beforeAll(async () => {
  line = await createTestCommandLine({
    ...scenarioFiles("some/met", metScenario),
    ...scenarioFiles("some/warm", `${metScenario}warmup: 1m\n`),
    "lonely/scenario.yaml": metScenario,
    "lonely/web.yaml": manifests.replace(
      "apps/v1, kind: Deployment, name: web",
      "apps/v1, kind: Deployment, name: wbe",
    ),
    "keda/scenario.yaml": `${metScenario}cluster: {keda: {}}\n`,
    "keda/web.yaml": manifests
      .replace(/^kind: HorizontalPodAutoscaler[\s\S]*$/m, scaledObject)
      .replace("autoscaling/v2", "keda.sh/v1alpha1"),
    "piped/scenario.yaml": `${metScenario}manifests: ["-"]\n`,
  });
});

afterAll(() => line.remove());

const explain = (...words: readonly string[]): Promise<Answer> => line.kubewind(["explain", ...words]);

test.concurrent("a decision is explained number by number", async () => {
  expect(await explain("some/met", "--at", "2m50s")).toEqual({
    code: 0,
    stderr: "",
    stdout: expect.stringMatching(
      /^hpa\/web at 00:02:45\.000\n\nfound {7}2 replicas, allowed 2 to 10\n\nmetric {6}cpu: 88% \(442m\) of a target of 60%\n/,
    ),
  });
});

test.concurrent("the HPA that KEDA makes is explained like others", async () => {
  expect(await explain("keda", "--at", "2m", "--hpa", "keda-hpa-web")).toEqual({
    code: 0,
    stderr: "",
    stdout: expect.stringMatching(/^hpa\/keda-hpa-web at 00:02:00\.000\n\nfound {7}1 replica, allowed 1 to 5\n/),
  });
});

test.concurrent("the instant may be written as reports print it, and lie in the warm-up", async () => {
  const spans = await explain("some/met", "--at", "2m50s");
  expect(await explain("some/met", "--at", "00:02:50.000")).toEqual(spans);
  expect((await explain("some/warm", "--at", "-15s")).stdout).toMatch(/^hpa\/web at -00:00:15\.000\n/);
});

test.concurrent("--json prints the passes as one document", async () => {
  const { code, stdout, stderr } = await explain("some/met", "--at", "2m50s", "--hpa", "default/web", "--json");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({
    schemaVersion: 1,
    kind: "kubewind.dev/Explanation",
    passes: [{ hpa: { namespace: "default", name: "web" }, at: 165, time: "2000-01-01T00:02:45Z", currentReplicas: 2 }],
  });
});

test.concurrent("manifests come over standard input", async () => {
  const { code, stdout } = await line.kubewind(["explain", "piped", "--at", "2m50s"], manifests);
  expect({ code, stdout }).toEqual({ code: 0, stdout: (await explain("some/met", "--at", "2m50s")).stdout });
});

test.concurrent.for([
  [["some/met", "--at", "11m"], "--at 11m lies beyond the end of the scenario, 10m from zero"],
  [["some/met", "--at", "-1s"], "--at -1s lies beyond the start of the scenario, 0s before zero"],
  [
    ["some/met", "--at", "10"],
    `--at 10: "10" has no unit
  An instant is written 2m15s, or 00:02:15 as reports print it; with a minus before zero.`,
  ],
  [
    ["some/met", "--at", "5m", "--hpa", "wep"],
    `there is no HPA "wep" in the manifests, did you mean "web"?
  They hold default/web.`,
  ],
  [
    ["some/met", "--at", "5m", "--hpa", "checkout"],
    `there is no HPA "checkout" in the manifests
  They hold default/web.`,
  ],
  [
    ["some", "--at", "5m"],
    `explain takes one scenario, and some holds 2
  Name one of them:
    some/met/scenario.yaml
    some/warm/scenario.yaml`,
  ],
] as const)("%j cannot be explained", async ([words, stderr]) => {
  expect(await explain(...words)).toEqual({ code: 2, stdout: "", stderr: `${stderr}\n` });
});

test.concurrent("a failure is a document too", async () => {
  const { code, stdout, stderr } = await explain("some/met", "--at", "11m", "--json");
  expect({ code, stderr }).toEqual({ code: 2, stderr: `${JSON.parse(stdout).message}\n` });
});

test.concurrent("an HPA that never makes a pass has nothing to explain, and a guess says why", async () => {
  const { code, stdout, stderr } = await explain("lonely", "--at", "5m");
  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: "",
    stderr: `no HPA had made a pass by then
  None comes in this scenario: has the HPA a target that exists?
`,
  });
});
