import { expect, test } from "vitest";
import { container, pod, warningsOf } from "../manifests.fixture.ts";

test("warnings about an object came with 1.22, and some of them later", () => {
  const twice = [
    { name: "A", value: "1" },
    { name: "A", value: "2" },
  ];
  const manifest = pod({ containers: [container({ env: twice })], nodeSelector: { "beta.kubernetes.io/os": "linux" } });
  const os = 'spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead';
  const hidden = 'spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply';
  const sorted = (version: string): readonly string[] => [...warningsOf(manifest, { version })].sort();
  expect(["1.21", "1.22", "1.29", "1.30"].map(sorted)).toEqual([[], [os], [os], [hidden, os]]);
});
