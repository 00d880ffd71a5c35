import library, { type Builder, type TestCase, type TestSuite } from "junit-report-builder";
import type { JudgedReplay } from "../../conformance/replay/judge-replay.ts";
import type { SelfCheck } from "../../conformance/replay/recorded-run.ts";
import type { Finding, ReplayVerdict } from "../../conformance/replay/verdict.ts";
import { between, toSeconds } from "../../sim/units.ts";
import { rfc3339 } from "../clock.ts";
import { printable } from "../printable.ts";
import { type JudgedTwice, judgedTwice } from "./expectations.ts";
import { placeText } from "./glance.ts";

/** The library's types say that it is a member `default` of what it is. */
const builder: Builder = "default" in library ? library.default : library;

/** Replays as JUnit has it: a suite for each, with a test case for each comparison, self check and expectation of the real run. */
export function junitReport(replays: readonly JudgedReplay[]): string {
  const report = builder.newBuilder().name("kubewind replay");
  for (const replay of replays) addSuite(report, replay);
  return `${report.build()}\n`;
}

function addSuite(report: Builder, replay: JudgedReplay): void {
  const { recorded, simulated, verdict } = replay;
  const { provenance, start, trace, selfChecks } = recorded;
  const { name } = simulated.scenario;
  const suite = report
    .testSuite()
    .name(printable(`${name} on ${provenance.target}`))
    // JUnit has neither fractions nor a zone there.
    .timestamp(rfc3339(start).slice(0, 19))
    .time(toSeconds(between(start, trace.end)));
  for (const [what, version] of Object.entries(provenance.versions)) {
    suite.property(printable(what), printable(version));
  }
  for (const finding of verdict.findings) addFinding(caseOf(suite, { name, group: "comparison" }), finding, verdict);
  for (const check of selfChecks) addSelfCheck(caseOf(suite, { name, group: "self-check" }), check);
  for (const judged of judgedTwice(replay)) addExpectation(caseOf(suite, { name, group: "expectation" }), judged);
}

type Group = { readonly name: string; readonly group: string };

const caseOf = (suite: TestSuite, { name, group }: Group): TestCase =>
  suite.testCase().className(printable(`replay.${name}.${group}`));

function addFinding(testCase: TestCase, finding: Finding, { firstDivergence }: ReplayVerdict): void {
  const { band, seen, divergence } = finding;
  testCase.name(printable(`${placeText(finding)}: ${band}`));
  if (divergence === undefined) return;
  const { real, simulated } = divergence;
  fail(testCase, {
    type: "divergence",
    lines: [seen, `real: ${real}`, `simulated: ${simulated}`, `likely cause: ${firstDivergence?.cause ?? ""}`],
  });
}

function addSelfCheck(testCase: TestCase, { name, isMet, because }: SelfCheck): void {
  testCase.name(printable(name));
  if (!isMet) fail(testCase, { type: "self-check", lines: [because] });
}

function addExpectation(testCase: TestCase, { expectation, real, simulated }: JudgedTwice): void {
  testCase.name(printable(`${expectation.text} (${expectation.place})`));
  if (real === undefined) testCase.skipped();
  else if (!real.isMet) {
    const ours = `${simulated.isMet ? "met" : "not met"}: ${simulated.because}`;
    fail(testCase, { type: "expectation", lines: [`real: ${real.because}`, `simulated: ${ours}`] });
  }
}

type Failing = { readonly type: string; readonly lines: readonly string[] };

function fail(testCase: TestCase, { type, lines }: Failing): void {
  const texts = lines.map(printable);
  testCase.failure(texts.join("; "), type).stacktrace(texts.join("\n").replaceAll("]]>", "]] >"));
}
