export type OperatorRule = {
  readonly record?: string;
  readonly alert?: string;
  /** An expression; a number stands for itself. */
  readonly expr: string | number;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
};

export type OperatorRuleGroup = {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly interval?: string;
  readonly query_offset?: string;
  readonly rules?: readonly OperatorRule[];
  readonly partial_response_strategy?: string;
  readonly limit?: number;
};

export type PrometheusRuleSpec = { readonly groups?: readonly OperatorRuleGroup[] };
