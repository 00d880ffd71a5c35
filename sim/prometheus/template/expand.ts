import type { CompileRegex } from "../promql/matcher.ts";
import { alertFunctions, type FunctionSetup, type QueryForTemplate } from "./alert-functions.ts";
import { builtins, type TemplateFunction } from "./builtins.ts";
import { executeNodes } from "./execute.ts";
import { type Execution, TemplateFailure } from "./execution.ts";
import { parseTemplate } from "./parse-template.ts";
import { stringMap, stringValue, type TemplateValue } from "./value.ts";

/** What an alert's templates see. */
export interface AlertTemplateData {
  readonly labels: Iterable<readonly [name: string, value: string]>;
  readonly externalLabels: Iterable<readonly [name: string, value: string]>;
  readonly externalUrl: string;
  readonly value: TemplateValue;
}

/** Where an alert's template belongs, and what its functions work with. */
export interface AlertTemplateSetup {
  readonly alert: string;
  readonly data: AlertTemplateData;
  readonly query: QueryForTemplate;
  readonly compileRegex: CompileRegex;
  /** Seconds since the epoch. */
  readonly now: number;
}

/** The text, or what is wrong with the template in upstream's words. */
export type Expanded =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "error"; readonly message: string };

const definitions =
  "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}{{$externalURL := .ExternalURL}}{{$value := .Value}}";

const nameOf = (alert: string): string => `__alert_${alert}`;

/** Expands a label or an annotation of an alert. Source: prometheus v0.315.0 template/template.go (Expand) */
export function expandAlertTemplate(text: string, setup: AlertTemplateSetup): Expanded {
  // Most labels are no templates.
  if (!text.includes("{{")) return { kind: "text", text };
  const { data, query, compileRegex, now } = setup;
  const functionSetup: FunctionSetup = { query, compileRegex, now, externalUrl: data.externalUrl };
  const functions = { ...builtins, ...alertFunctions(functionSetup) };
  const name = nameOf(setup.alert);
  const source = definitions + text;
  const parsed = parseTemplate(source, { name, hasFunction: hasFunctionIn(functions) });
  if (parsed.kind === "error") return { kind: "error", message: `error parsing template ${name}: ${parsed.message}` };
  const dot = dotOf(data);
  const execution: Execution = {
    ...{ name, source, functions, spot: { at: 0, text: "" }, output: "" },
    variables: [{ name: "$", value: dot }],
  };
  try {
    executeNodes(execution, parsed.nodes, dot);
    return { kind: "text", text: execution.output };
  } catch (error) {
    if (!(error instanceof TemplateFailure)) throw error;
    return { kind: "error", message: `error executing template ${name}: ${error.message}` };
  }
}

const hasFunctionIn =
  (functions: Readonly<Record<string, TemplateFunction>>) =>
  (name: string): boolean =>
    name === "and" || name === "or" || Object.hasOwn(functions, name);

function dotOf({ labels, externalLabels, externalUrl, value }: AlertTemplateData): TemplateValue {
  return {
    kind: "struct",
    type: "struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; Value interface {} }",
    fields: new Map([
      ["Labels", stringMap(labels)],
      ["ExternalLabels", stringMap(externalLabels)],
      ["ExternalURL", stringValue(externalUrl)],
      ["Value", value],
    ]),
  };
}

/** What is wrong with the syntax of a label's or an annotation's template; undefined for nothing. */
export function templateProblem(text: string, alert: string): string | undefined {
  const functions = {
    ...builtins,
    ...alertFunctions({
      query: () => ({ kind: "samples", samples: [] }),
      compileRegex: () => ({ kind: "invalid", because: "" }),
      now: 0,
      externalUrl: "",
    }),
  };
  const names = { name: nameOf(alert), hasFunction: hasFunctionIn(functions) };
  const parsed = parseTemplate(definitions + text, names);
  return parsed.kind === "error" ? parsed.message : undefined;
}
