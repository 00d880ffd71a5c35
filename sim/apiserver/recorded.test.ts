import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { kubernetesVersion } from "../version.ts";
import { type Admission, createAdmission } from "./admission.ts";

type Patch = readonly [path: readonly (string | number)[], value?: unknown];
type Answer = {
  readonly causes?: readonly (readonly [field: string, end: number, beginning?: string])[];
  readonly text?: string;
  readonly warnings?: readonly string[];
  readonly spec?: unknown;
};
type Case = readonly [base: string, patches: readonly Patch[], answer36: Answer, answer37?: Answer];

const [, bases, messages, ...cases] = readFileSync(new URL("../../fixtures/apiserver/recorded.ndjson", import.meta.url))
  .toString()
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line)) as [
  unknown,
  { bases: Record<string, unknown> },
  { messages: readonly string[] },
  ...Case[],
];

test.each(["1.36", "1.37"])("answers as the real code of %s did", (version) => {
  const kubernetes = kubernetesVersion(version);
  if (!kubernetes) throw new Error(`kubewind models ${version}`);
  const admit = createAdmission({ kubernetes, featureGates: {} });
  const answers = cases.map(([base, patches]) => answerOf(admit(patched(bases.bases[base], patches), "default")));
  const recorded = cases.map(([, , answer36, answer37]) =>
    withMessages(version === "1.37" ? (answer37 ?? answer36) : answer36),
  );
  expect(cases.length).toBeGreaterThan(500);
  expect(answers).toEqual(recorded);
});

const patched = (base: unknown, patches: readonly Patch[]): unknown =>
  patches.reduce((manifest, [path, ...value]) => withValue(manifest, path, value), base);

/** A copy with the value at the end of the path replaced, or removed if there is none. */
function withValue(value: unknown, path: Patch[0], replacement: readonly unknown[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return replacement[0];
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? withValue(item, rest, replacement) : item));
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
  const others = entries.filter(([name]) => name !== key);
  if (rest.length === 0 && replacement.length === 0) return Object.fromEntries(others);
  const current = entries.find(([name]) => name === key)?.[1];
  return Object.fromEntries([...others, [key, withValue(current, rest, replacement)]]);
}

const sorted = (causes: readonly string[]): readonly string[] => [...causes].sort();

type Comparable = Omit<Answer, "causes"> & { readonly causes?: readonly string[] };

const withMessages = ({ causes, ...rest }: Answer): Comparable => ({
  ...rest,
  ...(causes && {
    causes: sorted(causes.map(([field, end, beginning = ""]) => `${field}: ${beginning}${messages.messages[end]}`)),
  }),
});

function answerOf(admission: Admission): Comparable {
  if (admission.kind === "ignored") return { text: admission.because };
  if (admission.kind === "admitted") {
    const { object, warnings } = admission;
    return {
      ...(warnings.length > 0 && { warnings: sorted(warnings) }),
      ...(object.kind === "HorizontalPodAutoscaler" && { spec: object.hpa.spec }),
    };
  }
  const { message, causes } = admission.rejection;
  const undecodable = /^Error from server \(BadRequest\): \w+ in version "\w+" cannot be handled as a \w+: (.*)$/s;
  const text = undecodable.exec(message)?.[1];
  return text === undefined ? { causes: sorted(causes.map((c) => `${c.field}: ${c.message}`)) } : { text };
}
