import { type Duration, seconds } from "../units.ts";

/** The nodes were there long before the scenario began. */
export const nodeAge: Duration = seconds(86_400);
