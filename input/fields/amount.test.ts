import { expect, test } from "vitest";
import { parseCpu, parseMemory } from "./amount.ts";

test.for([
  ["800m", 800],
  ["4", 4000],
  ["0.3", 300],
  ["316.25m", 316.25],
  ["1500000n", 1.5],
  ["0", 0],
] as const)("%s of CPU is %d millicores", ([text, value]) => {
  expect(parseCpu(text)).toEqual({ ok: true, value });
});

test.for([
  ["64Mi", 67_108_864],
  ["539185152", 539_185_152],
  ["1.5Gi", 1_610_612_736],
  ["500M", 500_000_000],
  ["1e6", 1_000_000],
] as const)("%s of memory is %d bytes", ([text, value]) => {
  expect(parseMemory(text)).toEqual({ ok: true, value });
});

const cpuForm = "CPU is written in cores or thousandths of a core: 0.5 or 500m.";
const memoryForm = "Memory is written in bytes, or with a suffix: 64Mi, 1Gi, 500M.";

test.for([
  ["10ms", { message: '"10ms" is not an amount of CPU', hint: cpuForm }],
  ["", { message: '"" is not an amount of CPU', hint: cpuForm }],
  ["-1", { message: '"-1" is a negative amount of CPU', hint: cpuForm }],
  ["4Gi", { message: '"4Gi" is too much CPU', hint: cpuForm }],
] as const)("%s of CPU is refused", ([text, error]) => {
  expect(parseCpu(text)).toEqual({ ok: false, ...error });
});

test.for([
  ["60m", { message: '"60m" is thousandths of a byte', hint: `Did you mean 60Mi? ${memoryForm}` }],
  ["60MB", { message: '"60MB" is not an amount of memory', hint: memoryForm }],
  ["-1", { message: '"-1" is a negative amount of memory', hint: memoryForm }],
  ["9Ei", { message: '"9Ei" is too much memory', hint: memoryForm }],
] as const)("%s of memory is refused", ([text, error]) => {
  expect(parseMemory(text)).toEqual({ ok: false, ...error });
});
