import type { Labels } from "../prometheus/promql/labels.ts";
import type { Matcher } from "../prometheus/promql/matcher.ts";
import { type Duration, minutes, seconds } from "../units.ts";
import type { RouteConfig } from "./config.ts";
import { matchesAll, printMatchers, sortedMatchers } from "./matchers.ts";

/** A node of the routing tree with all that it has from its parents. */
export interface Route {
  /** The matchers of the node and its parents: `{}/{severity="page"}`. Two routes may have the same. */
  readonly key: string;
  /** The key with the node's place among its siblings. */
  readonly id: string;
  readonly matchers: readonly Matcher[];
  readonly continues: boolean;
  readonly receiver: string;
  readonly groupBy: readonly string[] | "all";
  readonly groupWait: Duration;
  readonly groupInterval: Duration;
  readonly repeatInterval: Duration;
  readonly muteTimeIntervals: readonly string[];
  readonly activeTimeIntervals: readonly string[];
  readonly routes: readonly Route[];
}

type Inherited = Pick<Route, "receiver" | "groupBy" | "groupWait" | "groupInterval" | "repeatInterval">;

const defaults: Inherited = {
  ...{ receiver: "", groupBy: [] },
  ...{ groupWait: seconds(30), groupInterval: minutes(5), repeatInterval: minutes(240) },
};

/** The tree of a configuration. Source: alertmanager v0.34.2 dispatch/route.go */
export const routeTree = (config: RouteConfig): Route => routeOf(config, defaults, { key: "", id: "", place: "" });

function routeOf(
  config: RouteConfig,
  inherited: Inherited,
  names: { readonly key: string; readonly id: string; readonly place: string },
): Route {
  const matchers = sortedMatchers(config.matchers);
  const text = printMatchers(matchers);
  const key = names.key + text;
  const id = names.id + text + names.place;
  const own: Inherited = {
    receiver: config.receiver === undefined || config.receiver === "" ? inherited.receiver : config.receiver,
    groupBy: config.groupBy ?? inherited.groupBy,
    groupWait: config.groupWait ?? inherited.groupWait,
    groupInterval: config.groupInterval ?? inherited.groupInterval,
    repeatInterval: config.repeatInterval ?? inherited.repeatInterval,
  };
  const { continues, muteTimeIntervals, activeTimeIntervals } = config;
  return {
    ...{ ...own, key, id, matchers, continues, muteTimeIntervals, activeTimeIntervals },
    routes: config.routes.map((child, at) => routeOf(child, own, { key: `${key}/`, id: `${id}/`, place: `/${at}` })),
  };
}

/** The nodes that alerts with these labels go to: in each branch the deepest that matches. */
export function matchingRoutes(route: Route, labels: Labels): readonly Route[] {
  if (!matchesAll(route.matchers, labels)) return [];
  const found: Route[] = [];
  for (const child of route.routes) {
    const matches = matchingRoutes(child, labels);
    found.push(...matches);
    if (matches.length > 0 && !child.continues) break;
  }
  return found.length === 0 ? [route] : found;
}
