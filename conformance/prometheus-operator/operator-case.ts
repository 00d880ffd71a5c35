/** A cluster that both operators are shown: manifests as the API server holds them. */
export interface OperatorCase {
  readonly prometheus: Manifest;
  readonly objects: readonly Manifest[];
  readonly namespaces: readonly Manifest[];
  readonly secrets: readonly Manifest[];
  readonly configMaps: readonly Manifest[];
  /** YAML of the user's own; empty for none. */
  readonly AdditionalScrapeConfigs: string;
}

export interface Manifest {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly data?: Readonly<Record<string, string>>;
}

/** What an operator made of a case. */
export interface OperatorAnswer {
  readonly config?: string;
  readonly error?: string;
  /** Why objects were left out, by kind, namespace and name. */
  readonly faults: Readonly<Record<string, string>>;
  /** Rule files by name. */
  readonly rules: Readonly<Record<string, string>>;
}
