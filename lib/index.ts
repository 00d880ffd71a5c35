/** What `import … from "kubewind"` gives: scenarios from files, runs, traces and verdicts. */
export { formatProblem, InputError, type Problem } from "../input/input-error.ts";
export { findScenarios, type LoadedScenario, type LoadOptions, loadScenario } from "../input/load-scenario.ts";
export type { Comparison, Expectation, Moment, Span } from "../sim/checks/expectation.ts";
export type { Verdict } from "../sim/checks/verdict.ts";
export { LimitError } from "../sim/kernel/kernel.ts";
export type { Run, Summary, TargetSummary, WorkloadSummary } from "../sim/run.ts";
export type { Scenario } from "../sim/scenario.ts";
export type { Fact } from "../sim/trace/fact.ts";
export { traceHash } from "../sim/trace/hash.ts";
export type { Trace } from "../sim/trace/trace.ts";
export { createWindTunnel, runScenario, type WindTunnel, type WindTunnelOptions } from "../sim/wind-tunnel.ts";
