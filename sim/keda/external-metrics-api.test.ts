import { expect, test } from "vitest";
import type { ApiReply, ApiRequest } from "../api.ts";
import { newMilliQuantity } from "../quantity/index.ts";
import { seconds, simTime } from "../units.ts";
import { type GetMetric, handleExternalMetrics } from "./external-metrics-api.ts";

const timestamp = simTime(seconds(1_700_000_000));

const getMetric: GetMetric = ({ namespace, scaledObject, metricName }, done) =>
  done(
    namespace === "shop" && scaledObject === "web"
      ? { ok: true, value: [{ metricName, value: newMilliQuantity(42_500, "DecimalSI"), timestamp }] }
      : { ok: false, error: `metric:${metricName} encountered error` },
  );

function ask(path: string, query: ApiRequest["query"] = []): { readonly status: number; readonly body: string } {
  let reply: ApiReply | undefined;
  const request = { method: "GET", path, query, headers: {}, body: "", peer: { user: "hpa", groups: [] } };
  handleExternalMetrics(request, getMetric, (one) => {
    reply = one;
  });
  if (reply?.kind !== "whole") throw new Error("the handler answers at once");
  return { status: reply.status, body: reply.body };
}

const root = "/apis/external.metrics.k8s.io/v1beta1";
const of = (name: string): ApiRequest["query"] => [["labelSelector", `scaledobject.keda.sh/name=${name}`]];
const failure = (message: string): { readonly status: number; readonly body: string } => ({
  status: 500,
  body: `{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"${message}","code":500}\n`,
});

test("serves the value of a ScaledObject's metric", () => {
  expect(ask(`${root}/namespaces/shop/s0-prometheus`, of("web"))).toEqual({
    status: 200,
    body: '{"kind":"ExternalMetricValueList","apiVersion":"external.metrics.k8s.io/v1beta1","metadata":{},"items":[{"metricName":"s0-prometheus","metricLabels":null,"timestamp":"2023-11-14T22:13:20Z","value":"42500m"}]}\n',
  });
});

test("tells what the operator could not do, as it comes over gRPC", () => {
  const because = "error when getting metric values metric:s0-prometheus encountered error";
  expect(ask(`${root}/namespaces/shop/s0-prometheus`, of("other"))).toEqual(
    failure(`rpc error: code = Unknown desc = ${because}`),
  );
});

test("wants to know the ScaledObject, by a label that equals it", () => {
  expect(ask(`${root}/namespaces/shop/s0-prometheus`)).toEqual(failure("scaledObject name is not specified"));
  expect(ask(`${root}/namespaces/shop/s0-prometheus`, [["labelSelector", "a in (b,c)"]]).status).toBe(500);
});

test("lists one resource that stands for all", () => {
  expect(JSON.parse(ask(root).body).resources).toEqual([
    { name: "externalmetrics", singularName: "", namespaced: true, kind: "ExternalMetricValueList", verbs: ["get"] },
  ]);
});

test("has no other pages", () => {
  expect(ask(`${root}/namespaces/shop`)).toEqual({ status: 404, body: "404: Page Not Found" });
});
