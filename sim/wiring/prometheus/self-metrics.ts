import type { ApiHandler } from "../../api.ts";
import { createMetricsHandler } from "../../exporters/metrics-handler.ts";
import type { MetricFamily } from "../../exposition-format/family.ts";
import type { Storage } from "../../prometheus/storage/storage.ts";
import { epochSeconds, type SimTime } from "../../units.ts";

/** What a Prometheus tells of itself. */
export type SelfState = {
  readonly startedAt: SimTime;
  readonly storage: Storage;
  readonly lastReload: () => { readonly isSuccessful: boolean; readonly succeededAt: SimTime };
};

/** Prometheus' own `/metrics`, as far as rules and dashboards ask for it. Source: prometheus v0.315.0 cmd/prometheus/main.go, tsdb/head.go */
export const createSelfMetrics = ({ startedAt, storage, lastReload }: SelfState): ApiHandler =>
  createMetricsHandler(() => {
    const { isSuccessful, succeededAt } = lastReload();
    const { seriesCount, sampleCount } = storage.statistics();
    return [
      gauge(
        "process_start_time_seconds",
        "Start time of the process since unix epoch in seconds.",
        epochSeconds(startedAt),
      ),
      gauge("prometheus_build_info", buildHelp, 1, buildLabels),
      gauge(
        "prometheus_config_last_reload_success_timestamp_seconds",
        "Timestamp of the last successful configuration reload.",
        epochSeconds(succeededAt),
      ),
      gauge(
        "prometheus_config_last_reload_successful",
        "Whether the last configuration reload attempt was successful.",
        isSuccessful ? 1 : 0,
      ),
      {
        ...gauge("prometheus_tsdb_head_samples_appended_total", "Total number of appended samples.", sampleCount, {
          type: "float",
        }),
        type: "counter",
      },
      gauge("prometheus_tsdb_head_series", "Total number of series in the head block.", seriesCount),
    ];
  });

const buildHelp =
  "A metric with a constant '1' value labeled by version, revision, branch, goversion from which prometheus was built, and the goos and goarch for the build.";

const buildLabels = {
  ...{ branch: "HEAD", goarch: "amd64", goos: "linux", goversion: "go1.26.1", revision: "unknown" },
  ...{ tags: "netgo,builtinassets", version: "3.15.0" },
};

const gauge = (
  name: string,
  help: string,
  value: number,
  labels: Readonly<Record<string, string>> = {},
): MetricFamily => ({
  ...{ name, help, type: "gauge" },
  samples: [{ name, labels, value, timestampMilliseconds: undefined }],
});
