import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** Frees what is no longer used, and answers the bytes that are: objects, and the columns of typed arrays. */
export function collectGarbage(): number {
  // Buffers of the first collection are freed by the second.
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
