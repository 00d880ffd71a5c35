import { hashLabels } from "../../hash.ts";
import type { Labels } from "../labels.ts";

/** The hash of labels as a share of the largest one: where `limit_ratio` places a series between 0 and 1. */
export const labelHashShare = (labels: Labels): number => Number(hashLabels(labels)) / 2 ** 64;
