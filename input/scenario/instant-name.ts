import { errorAt, type Place } from "../place.ts";
import { quote } from "../visible-text.ts";

const article = { load: "a load", action: "an action", fault: "a fault" } as const;

/** Refuses a name that an expectation could not use as `load.<name>`, `action.<name>` or `fault.<name>`. */
export function instantName(family: "load" | "action" | "fault", name: string, place: Place): void {
  if (/^[A-Za-z0-9](?:[-_A-Za-z0-9]{0,62})$/.test(name)) return;
  const hint = `It names the instant ${family}.<name>: up to 63 letters, digits, "-" and "_".`;
  throw errorAt(place, `${quote(name)} cannot be the name of ${article[family]}`, hint);
}
