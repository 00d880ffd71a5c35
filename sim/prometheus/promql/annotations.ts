import { type PositionRange, positionText } from "./syntax/position.ts";

/** What a query's result does not say: a remark on how it came about. */
export interface Annotation {
  readonly severity: "warning" | "info";
  /** Without its prefix; annotations of equal text are one. */
  readonly text: string;
  readonly range: PositionRange;
  /** Takes over what an annotation of equal text has seen before. */
  readonly merge?: (previous: Annotation) => Annotation;
  /** More words for the end of the text, from the query and the place. */
  readonly detail?: (position: string) => string;
}

/** The annotations of a query, each text once. */
export interface Annotations {
  add(annotation: Annotation): void;
  /** Printed with the place in the query that they are about. */
  print(query: string): { readonly warnings: readonly string[]; readonly infos: readonly string[] };
}

/** No annotations yet. */
export function createAnnotations(): Annotations {
  const held = new Map<string, Annotation>();
  return {
    add: (annotation) => {
      const previous = held.get(annotation.text);
      const merged = previous !== undefined && annotation.merge !== undefined ? annotation.merge(previous) : annotation;
      held.set(annotation.text, merged);
    },
    print: (query) => {
      const all = [...held.values()];
      const texts = (severity: Annotation["severity"]): readonly string[] =>
        all
          .filter((annotation) => annotation.severity === severity)
          .map((annotation) => printAnnotation(annotation, query));
      return { warnings: texts("warning"), infos: texts("info") };
    },
  };
}

function printAnnotation({ severity, text, range, detail }: Annotation, query: string): string {
  const position = positionText(query, range.start);
  return `PromQL ${severity}: ${text}${detail === undefined ? ` (${position})` : detail(position)}`;
}
