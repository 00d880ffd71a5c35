import { errorAt, type Place } from "../place.ts";
import { quote } from "../visible-text.ts";

/** Refuses a name that an expectation could not use as `load.<name>` or `action.<name>`. */
export function instantName(family: "load" | "action", name: string, place: Place): void {
  if (/^[A-Za-z0-9](?:[-_A-Za-z0-9]{0,62})$/.test(name)) return;
  const hint = `It names the instant ${family}.<name>: up to 63 letters, digits, "-" and "_".`;
  throw errorAt(place, `${quote(name)} cannot be the name of a${family === "action" ? "n" : ""} ${family}`, hint);
}
