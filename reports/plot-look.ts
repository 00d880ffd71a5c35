import { secondsText, significant } from "../sim/number-text.ts";
import { rateText } from "./numbers.ts";
import type { PlotName, PlotSeries, Role } from "./page-data.ts";
import { valueTicks } from "./ticks.ts";

/** How a series looks and what it is called, beside the others of its plot. */
export type Look = {
  /** The colour: the name of a variable of the style sheet without its dashes. */
  readonly colour: string;
  readonly dash: readonly number[];
  readonly isFilled: boolean;
  /** So wide that a line that lies on it does not hide it. */
  readonly isWide: boolean;
  readonly label: string;
};

/** What a plot is called, and how its values are written. */
type PlotText = {
  readonly title: string;
  readonly unit: string;
  /** Instead of the plot where there is no value to show. */
  readonly nothing: string;
  readonly valueText: (value: number) => string;
};

export const plotTexts: Readonly<Record<PlotName, PlotText>> = {
  replicas: {
    title: "Replicas",
    unit: "",
    nothing: "No workload was scaled.",
    valueText: String,
  },
  load: {
    title: "Load",
    unit: "requests per second",
    nothing: "No load.",
    valueText: rateText,
  },
  utilisation: {
    title: "Metrics of the HPA",
    unit: "percent of target",
    nothing: "No HPA read a metric.",
    valueText: (value) => `${significant(value)}%`,
  },
  response: {
    title: "Response time",
    unit: "",
    nothing: "Nothing was answered.",
    valueText: secondsText,
  },
  backlog: {
    title: "Backlog",
    unit: "requests waiting because more came than could be served",
    nothing: "Nothing had to wait for capacity.",
    valueText: (value) => significant(value),
  },
};

export const plotNames: readonly PlotName[] = ["replicas", "load", "utilisation", "response", "backlog"];

const roleLooks: Readonly<Record<Role, Omit<Look, "isWide">>> = {
  desired: { colour: "blue", dash: [], isFilled: false, label: "desired" },
  ready: { colour: "green", dash: [], isFilled: true, label: "ready" },
  offered: { colour: "blue", dash: [], isFilled: false, label: "offered" },
  served: { colour: "green", dash: [], isFilled: true, label: "served" },
  refused: { colour: "red", dash: [], isFilled: false, label: "refused" },
  timedOut: { colour: "orange", dash: [5, 3], isFilled: false, label: "timed out" },
  utilisation: { colour: "purple", dash: [], isFilled: false, label: "" },
  p50: { colour: "teal", dash: [], isFilled: false, label: "p50" },
  p95: { colour: "blue", dash: [], isFilled: false, label: "p95" },
  p99: { colour: "purple", dash: [], isFilled: false, label: "p99" },
  backlog: { colour: "orange", dash: [], isFilled: true, label: "waiting" },
};

/** Told apart also by eyes that see fewer colours; after the last they begin again, dashed. */
const palette = ["blue", "orange", "green", "purple", "red", "teal", "olive", "grey"] as const;

const roleDashes: Partial<Record<Role, readonly number[]>> = {
  ready: [2, 3],
  served: [2, 3],
  p50: [2, 3],
  p99: [6, 3],
};

/** The looks of the series of one plot: by role where they are about one thing, otherwise by what they are about. */
export function looksOf(series: readonly PlotSeries[]): readonly Look[] {
  const abouts = [...new Set(series.map(({ about }) => about))];
  const roles = new Set(series.map(({ role }) => role));
  const groups = new Map<string, number>();
  return series.map((one) => {
    const { about, role, whose, group = abouts.indexOf(about) } = one;
    const look = { ...roleLooks[role], isWide: false };
    if (abouts.length === 1) return sided({ ...look, label: look.label === "" ? about : look.label }, one);
    const label = roles.size > 1 ? `${about} ${look.label}` : about;
    // Dashes say whose a line is where there are two of each, so only colours are left for what it is about.
    if (whose !== undefined) return sided(paletteLook(abouts.indexOf(about), label), one);
    const before = groups.get(`${group} ${role}`) ?? 0;
    groups.set(`${group} ${role}`, before + 1);
    const dash = dashOf({ role, isSecond: before > 0, isAgain: group >= palette.length, hasRoles: roles.size > 1 });
    return { ...paletteLook(group, label), dash };
  });
}

const paletteLook = (index: number, label: string): Look => ({
  colour: palette[index % palette.length] ?? "grey",
  dash: [],
  isFilled: false,
  isWide: false,
  label,
});

const simulatedDash: readonly number[] = [7, 5];
const simulatedReadyDash: readonly number[] = [2, 4];

/** Real lines are wide, and simulated ones dashed and deeper in colour: so both are seen also where they are the same. */
function sided(look: Look, { role, whose }: PlotSeries): Look {
  if (whose === undefined) return look;
  const label = `${whose} ${look.label}`;
  if (whose === "real") return { ...look, label, dash: [], isWide: !look.isFilled };
  const dash = role === "ready" ? simulatedReadyDash : simulatedDash;
  return { ...look, label, colour: `${look.colour}-deep`, dash, isFilled: false };
}

type Dashing = {
  readonly role: Role;
  /** Another series of its workload has the colour already. */
  readonly isSecond: boolean;
  /** The colours have begun again. */
  readonly isAgain: boolean;
  readonly hasRoles: boolean;
};

function dashOf({ role, isSecond, isAgain, hasRoles }: Dashing): readonly number[] {
  if (hasRoles && roleDashes[role] !== undefined) return roleDashes[role];
  if (isSecond) return [2, 3];
  return isAgain ? [8, 3] : [];
}

/** The classes of the piece of line that stands for a series in a legend. */
export const swatchClass = ({ colour, dash, isWide }: Look): string =>
  `swatch ${colour}${dash.length > 0 ? ` ${dash[0] === 2 ? "dotted" : "dashed"}` : ""}${isWide ? " wide" : ""}`;

/** What the values of a plot lie between: from 0, or on a logarithmic scale where they differ by much. */
export type ValueScale = { readonly isLogarithmic: boolean; readonly low: number; readonly high: number };

/** Values that a linear axis shows up to `high` and a little beyond, so that the highest line is not its edge. */
export const axisTicks = (name: PlotName, high: number): readonly number[] =>
  valueTicks(high * 1.05, 6, name === "replicas" || name === "backlog" ? 1 : 0);

/** The order in which series are drawn, as indexes: filled ones first, then wide ones, so that lines stay visible on top of them. */
export const drawingOrder = (looks: readonly Look[]): readonly number[] =>
  [...looks.keys()].sort((a, b) => breadth(looks[b]!) - breadth(looks[a]!));

const breadth = ({ isFilled, isWide }: Look): number => 2 * Number(isFilled) + Number(isWide);

/** The scale of a plot; undefined when it has nothing to show. Response times that span more than a factor of 30 get a logarithmic one. */
export function scaleOf(name: PlotName, series: readonly PlotSeries[]): ValueScale | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const { points } of series) {
    for (const value of points.y) {
      if (value === null) continue;
      if (value > 0) low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (series.length === 0 || (high === 0 && (name === "backlog" || name === "response"))) return undefined;
  if (name === "utilisation") return { isLogarithmic: false, low: 0, high: Math.max(high, 120) };
  if (name === "response" && high / low > 30) return { isLogarithmic: true, low, high };
  return { isLogarithmic: false, low: 0, high: high === 0 ? 1 : high };
}

/** The powers of ten around two positive values. */
export function decades(low: number, high: number): readonly number[] {
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.ceil(Math.log10(high) - 1e-9);
  return Array.from({ length: Math.max(2, last - first + 1) }, (_, index) => 10 ** (first + index));
}
