import { expect, test } from "vitest";
import { valueInExposition } from "./exposition-value.ts";

const page = `# TYPE jobs gauge
jobs{queue="a"} 3
jobs{queue="b",vhost="/"} 5
# TYPE done_seconds histogram
done_seconds_bucket{le="+Inf"} 1
done_seconds_sum 2
done_seconds_count 1
plain 7`;

test.for([
  ['jobs{queue="b"}', { ok: true, value: 5 }],
  ["jobs", { ok: true, value: 3 }],
  ['{__name__="jobs", vhost!="/"}', { ok: true, value: 5 }],
  ["plain", { ok: true, value: 7 }],
  ['jobs{queue="c"}', { ok: false, error: 'value jobs{queue="c"} not found' }],
  ["done_seconds", { ok: false, error: "value done_seconds not found" }],
  ["missing", { ok: false, error: "metric 'missing' not found" }],
  ["jobs{queue}", { ok: false, error: "jobs{queue} is no selector of a metric" }],
] as const)("at %s stands %j", ([location, value]) => {
  expect(valueInExposition(page, location)).toEqual(value);
});

test("a page that is none is told of", () => {
  expect(valueInExposition("<html>", "jobs")).toMatchObject({
    error: expect.stringMatching(/^prometheus format parsing error: in line 1: /),
  });
});
