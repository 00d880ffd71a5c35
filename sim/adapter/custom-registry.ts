import type { Selector } from "../kubernetes/label-selector.ts";
import { byCodeUnit } from "../kubernetes/object.ts";
import { type GroupResource, printGroupResource } from "./config.ts";
import { errorLine, type LogLine } from "./log.ts";
import { type MetricNamer, seriesName } from "./metric-namer.ts";
import type { Sample } from "./ports.ts";
import { isRootScoped, normalize } from "./resource-converter.ts";
import type { RestMapper } from "./rest-mapper.ts";
import type { ListedSeries } from "./series-list.ts";

/** A metric of objects of one resource. */
export type CustomMetricInfo = {
  readonly resource: GroupResource;
  readonly namespaced: boolean;
  readonly metric: string;
};

export type WantedObjects = {
  readonly info: CustomMetricInfo;
  readonly namespace: string;
  readonly metricSelector: Selector;
  readonly names: readonly string[];
};

/** The metrics that there are, and which series and rule each comes from. */
export type CustomRegistry = {
  readonly store: (series: ListedSeries) => void;
  /** In order of resource and name. (Upstream lists them in the random order of Go's maps.) */
  readonly list: () => readonly CustomMetricInfo[];
  /** The query for values of these objects; undefined, and a line in the log, when there is none. */
  readonly queryFor: (wanted: WantedObjects) => string | undefined;
  /** The value of each object that a query answered about; of several samples about one object the last counts. */
  readonly valuesByName: (
    info: CustomMetricInfo,
    samples: readonly Sample[],
  ) => ReadonlyMap<string, number> | undefined;
};

type Registered = { readonly info: CustomMetricInfo; readonly series: string; readonly namer: MetricNamer };

export type CustomRegistrySettings = {
  readonly namers: readonly MetricNamer[];
  readonly mapper: RestMapper;
  readonly log: (line: LogLine) => void;
};

/** Source: prometheus-adapter v0.12.0 pkg/custom-provider/series_registry.go */
export function createCustomRegistry({ namers, mapper, log }: CustomRegistrySettings): CustomRegistry {
  let registered: ReadonlyMap<string, Registered> = new Map();

  const store = (listed: ListedSeries): void => {
    const all = new Map<string, Registered>();
    for (const [at, namer] of namers.entries()) {
      for (const labels of listed[at] ?? []) {
        const { resources, namespaced } = namer.converter.resourcesForSeries(labels);
        const metric = namer.nameOf(labels);
        if (metric === undefined) continue;
        for (const resource of resources) {
          const info = { resource, namespaced: namespaced && !isRootScoped(resource), metric };
          // A later series, or a later rule, takes the place of an earlier one.
          all.set(keyOf(info), { info, series: seriesName(labels), namer });
        }
      }
    }
    registered = all;
  };

  const lookUp = (info: CustomMetricInfo, doing: string): Registered | undefined => {
    const known = normalize(info.resource, mapper);
    if (known.ok) return registered.get(keyOf({ ...info, resource: known.value }));
    log(errorLine(`unable to normalize group resource while ${doing}: ${known.error}`));
    return undefined;
  };

  const queryFor = ({ info, namespace, metricSelector, names }: WantedObjects): string | undefined => {
    if (names.length === 0) {
      log(errorLine(`no resource names requested while producing a query for metric ${printInfo(info)}`));
      return undefined;
    }
    const known = lookUp(info, "producing a query");
    if (known === undefined) return undefined;
    const { series, namer } = known;
    const { resource } = known.info;
    const query = namer.query.build({ series, resource, namespace, names, metricSelector, extraGroupBy: [] });
    if (query.ok) return query.value;
    log(errorLine(`unable to construct query for metric ${printInfo(known.info)}: ${query.error}`));
    return undefined;
  };

  const valuesByName = (info: CustomMetricInfo, samples: readonly Sample[]): Map<string, number> | undefined => {
    const known = lookUp(info, "matching values to names");
    const label = known?.namer.converter.labelForResource(known.info.resource);
    if (known === undefined || label === undefined) return undefined;
    if (!label.ok) {
      log(errorLine(`unable to construct resource label for metric ${printInfo(known.info)}: ${label.error}`));
      return undefined;
    }
    return new Map(samples.map(({ labels, value }) => [labels[label.value] ?? "", value]));
  };

  return {
    store,
    list: () => [...registered.values()].map(({ info }) => info).sort(inOrder),
    queryFor,
    valuesByName,
  };
}

const keyOf = (info: CustomMetricInfo): string =>
  `${info.namespaced} ${printGroupResource(info.resource)} ${info.metric}`;

/** Source: custom-metrics-apiserver v1.30.0 CustomMetricInfo.String */
export const printInfo = ({ resource, namespaced, metric }: CustomMetricInfo): string =>
  `${printGroupResource(resource)}/${metric}${namespaced ? "(namespaced)" : ""}`;

const inOrder = (a: CustomMetricInfo, b: CustomMetricInfo): number =>
  byCodeUnit(nameOf(a), nameOf(b)) || Number(a.namespaced) - Number(b.namespaced);

const nameOf = ({ resource, metric }: CustomMetricInfo): string => `${printGroupResource(resource)}/${metric}`;
