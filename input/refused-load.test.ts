import { expect, test } from "vitest";
import { problemsIn, scenarioHead, webManifests } from "./test-scenario.ts";

const withScenario = (body: string): Readonly<Record<string, string>> => ({
  "scenario.yaml": `${scenarioHead}${body}`,
  "web.yaml": webManifests,
});

test.for([
  {
    title: "every wrong load",
    files: withScenario(`load:
  a: {service: web, rate: 5/s, clients: {count: 3}}
  b: {service: web, deployment: web, rate: 1/s}
  c.d: {service: web, rate: 5/s}
  e: {rate: 5/s}
  f: {service: web}
  g: {service: web, from: 40m, rate: 5/s}
  h: {service: web, from: 5m, until: 4m, rate: 5/s}
  i: {service: web, rate: 200}
  j: {service: web, steps: [{at: 5m, rate: 1/s}, {at: 5m, rate: 3/s}]}
  k: {service: web, steps: []}
  l: {service: web, sine: {mean: 1/s, amplitude: 2/s, period: 1h}}
  m: {service: web, sine: {mean: 3/s, amplitude: 2/s, period: 1ms}}
  n: {service: web, csv: {file: x.csv}}
  o: {service: web, clients: {count: 0}}
  p: 5
  q: {service: wbe, rate: 1/s}
  r: {service: web, rate: 1/s, until: 5m, for: 5m}
  s: {service: web, spike: {peak: 5/s}}
  t: {service: web, clients: {count: 3}, queue: true}
`),
    error: `scenario.yaml:5:32: "rate" and "clients" exclude each other
  a: {service: web, rate: 5/s, clients: {count: 3}}
                               ^
  Write one of rate, steps, ramp, spike, sine, csv, clients.
scenario.yaml:6:21: "service" and "deployment" exclude each other
  b: {service: web, deployment: web, rate: 1/s}
                    ^
  Write one of service, deployment.
scenario.yaml:7:3: "c.d" cannot be the name of a load
  c.d: {service: web, rate: 5/s}
  ^
  It names the instant load.<name>: up to 63 letters, digits, "-" and "_".
scenario.yaml:8:6: nothing says what this is about
  e: {rate: 5/s}
     ^
  Name it: service: … or deployment: ….
scenario.yaml:9:6: the load has no shape
  f: {service: web}
     ^
  Write one of rate, steps, ramp, spike, sine, csv, clients: for example rate: 200/s.
scenario.yaml:10:21: this load begins when the run is over
  g: {service: web, from: 40m, rate: 5/s}
                    ^
  Make the duration longer.
scenario.yaml:11:31: this load ends before it begins
  h: {service: web, from: 5m, until: 4m, rate: 5/s}
                              ^
scenario.yaml:12:27: "200" has no unit
  i: {service: web, rate: 200}
                          ^
  Requests per second are written 200/s; per minute 12000/m, per hour 3600/h.
scenario.yaml:13:50: this step is not later than the one before it
  j: {service: web, steps: [{at: 5m, rate: 1/s}, {at: 5m, rate: 3/s}]}
                                                 ^
scenario.yaml:14:28: there are no steps
  k: {service: web, steps: []}
                           ^
  Written [{at: 0s, rate: …}].
scenario.yaml:15:27: the wave falls below 0
  l: {service: web, sine: {mean: 1/s, amplitude: 2/s, period: 1h}}
                          ^
  The amplitude may not be more than the mean.
scenario.yaml:16:27: the wave has more than 10000 periods
  m: {service: web, sine: {mean: 3/s, amplitude: 2/s, period: 1ms}}
                          ^
scenario.yaml:17:33: there is no x.csv
  n: {service: web, csv: {file: x.csv}}
                                ^
  . holds scenario.yaml, web.yaml.
scenario.yaml:18:38: 0 is out of range: it may be 1 to 1000000
  o: {service: web, clients: {count: 0}}
                                     ^
scenario.yaml:19:6: expected a mapping, not 5
  p: 5
     ^
  Its fields are service, deployment, from, until, for, queue, rate, steps, ramp, spike, sine, csv, clients.
scenario.yaml:20:16: there is no Service "wbe" in the manifests, did you mean "web"?
  q: {service: wbe, rate: 1/s}
               ^
  They hold web.
scenario.yaml:21:43: "until" and "for" exclude each other
  r: {service: web, rate: 1/s, until: 5m, for: 5m}
                                          ^
  Write one of until, for.
scenario.yaml:22:28: the field "base" is missing
  s: {service: web, spike: {peak: 5/s}}
                           ^
scenario.yaml:22:28: the field "hold" is missing
  s: {service: web, spike: {peak: 5/s}}
                           ^
scenario.yaml:23:42: clients wait for their answer, and put no jobs into a queue
  t: {service: web, clients: {count: 3}, queue: true}
                                         ^
  Give a rate.`,
  },
  {
    title: "an empty table of recorded load",
    files: {
      "scenario.yaml": `${scenarioHead}load: {a: {service: web, csv: {file: l.csv}}}\n`,
      "web.yaml": webManifests,
      "l.csv": "",
    },
    error: `l.csv:1:1: the table is empty`,
  },
  {
    title: "a table without rows of recorded load",
    files: {
      "scenario.yaml": `${scenarioHead}load: {a: {service: web, csv: {file: l.csv}}}\n`,
      "web.yaml": webManifests,
      "l.csv": "time,rate\n",
    },
    error: `l.csv:2:1: the table has no rows below its header`,
  },
  {
    title: "a missing column of recorded load",
    files: {
      "scenario.yaml": `${scenarioHead}load: {a: {service: web, csv: {file: l.csv}}}\n`,
      "web.yaml": webManifests,
      "l.csv": "time,rps\n0,1\n",
    },
    error: `l.csv:1:1: the table has no column "rate"
  time,rps
  ^
  Its header names time, rps.`,
  },
  {
    title: "a short row of recorded load",
    files: {
      "scenario.yaml": `${scenarioHead}load: {a: {service: web, csv: {file: l.csv}}}\n`,
      "web.yaml": webManifests,
      "l.csv": "time,rate\n0,1\n5\n",
    },
    error: `l.csv:3:1: the row has only 1 of the columns
  5
  ^`,
  },
  {
    title: "a cell that is no number of recorded load",
    files: {
      "scenario.yaml": `${scenarioHead}load: {a: {service: web, csv: {file: l.csv}}}\n`,
      "web.yaml": webManifests,
      "l.csv": "time,rate\n0,1\n5,x\n",
    },
    error: `l.csv:3:3: "x" is not a number of requests per second
  5,x
    ^`,
  },
  {
    title: "rows out of order of recorded load",
    files: {
      "scenario.yaml": `${scenarioHead}load: {a: {service: web, csv: {file: l.csv}}}\n`,
      "web.yaml": webManifests,
      "l.csv": "time,rate\n5,1\n0,2\n",
    },
    error: `l.csv:3:1: this row is earlier than the one before it
  0,2
  ^`,
  },
  {
    title: "a time that is none of recorded load",
    files: {
      "scenario.yaml": `${scenarioHead}load: {a: {service: web, csv: {file: l.csv}}}\n`,
      "web.yaml": webManifests,
      "l.csv": "time,rate\nnoon,1\n",
    },
    error: `l.csv:2:1: "noon" is not a time
  noon,1
  ^
  A time is a number of seconds, or RFC 3339: 2000-01-01T00:00:00Z.`,
  },
  {
    title: "a negative time of recorded load",
    files: {
      "scenario.yaml": `${scenarioHead}load: {a: {service: web, csv: {file: l.csv}}}\n`,
      "web.yaml": webManifests,
      "l.csv": "time,rate\n-1,1\n",
    },
    error: `l.csv:2:1: a time may not be negative
  -1,1
  ^`,
  },
  {
    title: "a quote out of place of recorded load",
    files: {
      "scenario.yaml": `${scenarioHead}load: {a: {service: web, csv: {file: l.csv}}}\n`,
      "web.yaml": webManifests,
      "l.csv": 'time,rate\n0,"1"x\n',
    },
    error: `l.csv:2:3: this is not a comma-separated value: a quote is out of place
  0,"1"x
    ^`,
  },
  {
    title: "a negative rate of recorded load",
    files: {
      "scenario.yaml": `${scenarioHead}load: {a: {service: web, csv: {file: l.csv}}}\n`,
      "web.yaml": webManifests,
      "l.csv": "time,rate\n0,-1\n",
    },
    error: `l.csv:2:3: "-1" is not a number of requests per second
  0,-1
    ^`,
  },
  {
    title: "an unknown interpolation",
    files: withScenario(`load: {a: {service: web, csv: {file: scenario.yaml, interpolate: cubic}}}
`),
    error: `scenario.yaml:4:66: unknown value "cubic"
  load: {a: {service: web, csv: {file: scenario.yaml, interpolate: cubic}}}
                                                                   ^
  Known here: step, linear.`,
  },
])("loads: $title is refused", ({ files, error }) => {
  expect(problemsIn(files)).toBe(error);
});
