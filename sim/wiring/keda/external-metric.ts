import { invariant } from "../../invariant.ts";
import { type GetMetric, handleExternalMetrics } from "../../keda/external-metrics-api.ts";
import { formatSelector } from "../../kubernetes/label-selector.ts";
import { milliValue, parseQuantity } from "../../quantity/index.ts";
import type { MetricsApis } from "../adapter/metrics-apis.ts";
import type { Reach } from "../faults.ts";

type List = { readonly items: readonly { readonly value: string }[] };
type Status = { readonly message: string };

/** External metrics from KEDA's metrics server, as the HPA's client reads them: the text of a failure is that of the Status. */
export const createKedaExternalMetric =
  (getMetric: GetMetric, reach: Reach): MetricsApis["externalMetric"] =>
  (query, done) =>
    reach<Parameters<External[1]>[0]>(
      (answer) => ask(getMetric, query, answer),
      done,
      (because) => done({ kind: "error", message: `${because} (get ${query.metric}.external.metrics.k8s.io)` }),
    );

type External = Parameters<MetricsApis["externalMetric"]>;

function ask(getMetric: GetMetric, { namespace, metric, metricSelector }: External[0], done: External[1]): void {
  const request = {
    method: "GET",
    path: `/apis/external.metrics.k8s.io/v1beta1/namespaces/${namespace}/${metric}`,
    query: [["labelSelector", formatSelector(metricSelector)]],
    ...{ headers: {}, body: "", peer: { user: "", groups: [] } },
  } as const;
  handleExternalMetrics(request, getMetric, (reply) => {
    invariant(reply.kind === "whole", "KEDA's metrics server answers in one piece");
    const body: List | Status = JSON.parse(reply.body);
    if ("items" in body) done({ kind: "value", value: body.items.map(({ value }) => milliOf(value)) });
    else done({ kind: "error", message: body.message });
  });
}

function milliOf(text: string): ReturnType<typeof milliValue> {
  const parsed = parseQuantity(text);
  invariant(parsed.ok, "KEDA's metrics server prints quantities");
  return milliValue(parsed.quantity);
}
