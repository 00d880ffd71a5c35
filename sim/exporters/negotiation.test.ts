import { expect, test } from "vitest";
import { negotiateFormat } from "./negotiation.ts";

const prometheus =
  "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5," +
  "application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3," +
  "text/plain;version=0.0.4;q=0.2,*/*;q=0.1";

const text = "text/plain; version=0.0.4; charset=utf-8";
const open = "application/openmetrics-text; version";

// Answers of prometheus/common v0.70.0 expfmt.NegotiateIncludingOpenMetrics.
test.for([
  [prometheus, `${open}=1.0.0; charset=utf-8; escaping=allow-utf-8`],
  ["", `${text}; escaping=underscores`],
  ["*/*", `${text}; escaping=underscores`],
  ["text/plain;version=1.0.0", `${text}; escaping=underscores`],
  ["application/openmetrics-text", `${open}=0.0.1; charset=utf-8; escaping=underscores`],
  [
    "text/plain;q=0.5, application/openmetrics-text;version=0.0.1;q=0.9",
    `${open}=0.0.1; charset=utf-8; escaping=underscores`,
  ],
  ["application/openmetrics-text;version=2.0.0, text/plain;escaping=dots", `${text}; escaping=dots`],
  [
    "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;escaping=values",
    "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited; escaping=values",
  ],
  ["*/*, application/openmetrics-text;version=1.0.0;q=0.1", `${open}=1.0.0; charset=utf-8; escaping=underscores`],
  ["text, application/openmetrics-text;q=x;a=b=c", `${open}=0.0.1; charset=utf-8; escaping=underscores`],
] as const)("%j gets %s", ([accept, contentType]) => {
  expect(negotiateFormat(accept).contentType).toBe(contentType);
});
