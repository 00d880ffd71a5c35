import { expect, test } from "vitest";
import { admitted, container, deployment } from "../manifests.fixture.ts";

const identityOf = (podSpec: Readonly<Record<string, unknown>>): string =>
  admitted("Deployment", deployment({}, podSpec)).template.identity;

const cpuLimit = (divisor: { readonly divisor?: string }): unknown => ({
  name: "LIMIT",
  valueFrom: { resourceFieldRef: { resource: "limits.cpu", ...divisor } },
});

test.each([
  ["zeros", { hostNetwork: false, volumes: [], nodeSelector: {} }, {}],
  ["defaults", { restartPolicy: "Always", terminationGracePeriodSeconds: 30, securityContext: {} }, {}],
  ["null", { affinity: null, containers: [container({ resources: null })] }, {}],
  [
    "an amount of nothing where none has to be",
    { containers: [container({ env: [cpuLimit({ divisor: "0m" })] })] },
    { containers: [container({ env: [cpuLimit({})] })] },
  ],
  [
    "another spelling of an amount",
    { containers: [container({ resources: { requests: { cpu: "0.5", memory: "1024Mi" } } })] },
    { containers: [container({ resources: { requests: { memory: "1Gi", cpu: "500m" } } })] },
  ],
])("%s make no other template", (_what, spec, same) => {
  expect(identityOf(spec)).toBe(identityOf(same));
});

test.each([
  ["another image", { containers: [container({ image: "nginx:1.28" })] }],
  ["another order of containers", { containers: [container({ name: "b" }), container({ name: "a" })] }],
  ["a zero that a pointer points to", { terminationGracePeriodSeconds: 0 }],
  ["a field that the wind tunnel does not read", { hostname: "web" }],
])("%s makes another template", (_what, spec) => {
  const identities = [{}, { containers: [container({ name: "a" }), container({ name: "b" })] }, spec].map(identityOf);
  expect(new Set(identities).size).toBe(3);
});

test("the order in which fields are written makes no other template", () => {
  const { spec, ...rest } = deployment();
  const backwards = (value: unknown): unknown =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, member]) => [key, backwards(member)]),
        )
      : value;
  const reversed = admitted("Deployment", { spec: backwards(spec), ...rest });
  expect(reversed.template.identity).toBe(admitted("Deployment", deployment()).template.identity);
});
