import type { Api } from "../decoding/api-types.table.ts";
import { roundToMilli } from "../resources/round-to-milli.ts";
import { withoutAbsent } from "./without-absent.ts";

/** Requests and limits, rounded to thousandths. */
export const defaultResources = (resources: Api["v1.ResourceRequirements"]): Api["v1.ResourceRequirements"] =>
  withoutAbsent<Api["v1.ResourceRequirements"]>({
    ...resources,
    limits: roundToMilli(resources.limits),
    requests: roundToMilli(resources.requests),
  });
