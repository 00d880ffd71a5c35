import { expect, test } from "vitest";
import { agreeingReplay, divergedReplay, doubtfulReplay, renamedReplay } from "../../fixtures/replays.ts";
import { junitReport } from "./junit.ts";

type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
};

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

function decoded(text: string): string {
  return text.replace(/&([^;]*);?/g, (whole, name: string) => {
    const code = /^#x([0-9A-F]+)$/.exec(name)?.[1];
    const character = code === undefined ? entities[name] : String.fromCodePoint(Number.parseInt(code, 16));
    if (character === undefined || !whole.endsWith(";")) throw new Error(`no entity: ${whole}`);
    return character;
  });
}

/** What XML may hold between its pieces here: nothing but space. */
const piece =
  /\s*(?:<\?xml [^>]*\?>|<!\[CDATA\[(?<cdata>[\s\S]*?)\]\]>|<\/(?<end>[\w-]+)>|<(?<begin>[\w-]+)(?<attributes>(?: [\w-]+="[^"<]*")*)(?<empty>\/?)>)\s*/uy;

/** Reads XML of the kind that JUnit reports are written in; anything else is an error. */
function parsed(xml: string): XmlElement {
  expect(xml).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
  const root: XmlElement = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  piece.lastIndex = 0;
  while (piece.lastIndex < xml.length) {
    const from = piece.lastIndex;
    const found = piece.exec(xml)?.groups;
    if (found === undefined) throw new Error(`no XML: ${xml.slice(from, from + 80)}`);
    const { cdata, end, begin, attributes = "", empty } = found;
    const inside = open.at(-1)!;
    if (cdata !== undefined) inside.text += cdata;
    if (end !== undefined && open.pop()?.name !== end) throw new Error(`</${end}> ends nothing`);
    if (begin === undefined) continue;
    const pairs = [...attributes.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [
      name,
      decoded(value),
    ]);
    const element: XmlElement = { name: begin, attributes: Object.fromEntries(pairs), children: [], text: "" };
    inside.children.push(element);
    if (empty === "") open.push(element);
  }
  const [only] = root.children;
  if (open.length !== 1 || only === undefined || root.children.length !== 1) throw new Error("XML has one root");
  return only;
}

const suitesOf = (xml: string): readonly XmlElement[] => parsed(xml).children;
const casesOf = (suite: XmlElement): readonly XmlElement[] => suite.children.filter(({ name }) => name === "testcase");

/** Name and outcome of each test case. */
const outcomes = (suite: XmlElement): readonly (readonly [string, string])[] =>
  casesOf(suite).map(({ attributes, children }) => [
    `${attributes["classname"]} ${attributes["name"]}`,
    children[0]?.name ?? "passed",
  ]);

test("has a test case for each comparison, self check and expectation of the real run", () => {
  const [suite] = suitesOf(junitReport([divergedReplay()]));
  expect(suite!.attributes).toEqual({
    name: "small on kind",
    timestamp: "2026-01-15T10:04:00",
    time: "240",
    tests: "9",
    failures: "2",
    errors: "0",
    skipped: "1",
  });
  expect(outcomes(suite!)).toEqual([
    ["replay.small.comparison rescales of deployment/web: the same, within 32.0 s", "failure"],
    ["replay.small.comparison replicas of deployment/web: at least 90 % equal", "passed"],
    ["replay.small.comparison readings of hpa/web cpu: within 10 points", "passed"],
    ["replay.small.comparison events of hpa/web: the same in the same order", "passed"],
    ["replay.small.self-check the load came as planned", "passed"],
    ["replay.small.self-check the node had CPU to spare", "passed"],
    ["replay.small.expectation web never more than 8 replicas (scenario.yaml:31:5)", "passed"],
    ["replay.small.expectation web stays at 4 replicas after 2m (scenario.yaml:34:5)", "failure"],
    ["replay.small.expectation p95 of web below 10s (scenario.yaml:37:5)", "skipped"],
  ]);
});

test("says in a failure what was real, what was simulated, and what most likely lies behind it", () => {
  const [suite] = suitesOf(junitReport([divergedReplay()]));
  const [failure] = casesOf(suite!)[0]!.children;
  const lines = [
    "number 1 differs",
    "real: 2 -> 3 at 1m46.2s",
    "simulated: 2 -> 4 at 1m45.0s",
    "likely cause: both read the same and decided otherwise: a flag or a rule of the HPA is not the same",
  ];
  expect([failure?.attributes, failure?.text]).toEqual([
    { type: "divergence", message: lines.join("; ") },
    lines.join("\n"),
  ]);
});

test("has a suite for each replay, and counts a failed self check", () => {
  const suites = suitesOf(junitReport([agreeingReplay(), doubtfulReplay()]));
  expect(suites.map(({ attributes }) => attributes["failures"])).toEqual(["0", "1"]);
});

test("shows names as names, whatever they are", () => {
  const attack = ']]>a]]></failure><x y="1">&amp;\'\u0000\u001b[31m\ud800\uffff\n';
  const shown = ']]>a]]></failure><x y="1">&amp;\'\\x00\\x1b[31m\\ud800\\n';
  const [suite] = suitesOf(junitReport([renamedReplay(attack)]));
  expect(suite!.attributes["name"]).toBe(`${shown} on ${shown}`);
  const [finding] = casesOf(suite!);
  const [failure] = finding!.children;
  expect(finding!.attributes["name"]).toBe(`rescales of ${shown}: ${shown}`);
  expect(failure?.attributes["message"]).toContain(`real: ${shown}; simulated: ${shown}`);
  expect(failure?.text).toContain(`real: ${shown.replaceAll("]]>", "]] >")}`);
});
