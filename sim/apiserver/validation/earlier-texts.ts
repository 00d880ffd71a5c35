import type { Cause } from "../fields/field.ts";
import { earlierTexts } from "./earlier-texts.table.ts";

/** The causes in the words of Kubernetes 1.`minor`. */
export function inWordsOf(minor: number, causes: readonly Cause[]): readonly Cause[] {
  const changes = earlierTexts.filter(({ since }) => minor < since);
  return causes.map(({ field, message }) => ({
    field,
    message: changes.reduce((text, { today, earlier }) => text.replace(today, earlier), message),
  }));
}
