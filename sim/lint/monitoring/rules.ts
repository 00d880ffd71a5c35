import type { LintRule } from "../finding.ts";
import { adapterStart, maxAgeBelowRelist } from "./adapter-start.ts";
import { cadvisorLabels } from "./cadvisor-labels.ts";
import { counterUse } from "./counter-use.ts";
import { externalNamespace } from "./external-namespace.ts";
import { metricNames } from "./metric-names.ts";
import { metricSelector } from "./metric-selector.ts";
import { metricsQueries } from "./metrics-query.ts";
import { kubeletReadOnlyPort, portNames } from "./ports.ts";
import { rateWindow } from "./rate-window.ts";
import { relistInterval } from "./relist-interval.ts";
import { labelsTakenForResources } from "./resource-labels.ts";
import { sameMetric } from "./same-metric.ts";
import { scrapeAnnotations } from "./scrape-annotations.ts";
import { unscrapedPods } from "./scraped-pods.ts";
import { seriesQueries } from "./series-query.ts";
import { serviceMonitors } from "./service-monitors.ts";
import { targetLabels } from "./target-labels.ts";
import { unmadeMetric } from "./unmade-metric.ts";

/** The rules about the way from pods to metrics, in its order. */
export const monitoringRules: readonly LintRule[] = [
  ...[portNames, scrapeAnnotations, unscrapedPods, kubeletReadOnlyPort, serviceMonitors],
  ...[adapterStart, maxAgeBelowRelist, seriesQueries, labelsTakenForResources, targetLabels, metricNames, sameMetric],
  ...[metricsQueries, cadvisorLabels, counterUse, rateWindow, relistInterval],
  ...[unmadeMetric, metricSelector, externalNamespace],
];
