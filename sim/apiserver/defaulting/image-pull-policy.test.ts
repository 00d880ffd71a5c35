import { expect, test } from "vitest";
import { defaultPullPolicy } from "./image-pull-policy.ts";

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

test.each([
  ["nginx", "Always"],
  ["nginx:latest", "Always"],
  ["registry.example.com:5000/team/app", "Always"],
  ["registry.example.com:5000/team/app:latest", "Always"],
  ["nginx:1.27", "IfNotPresent"],
  [`nginx@${digest}`, "IfNotPresent"],
  [`nginx:latest@${digest}`, "Always"],
  ["Nginx", "IfNotPresent"],
  ["", "IfNotPresent"],
])("%s is pulled %s", (image, policy) => {
  expect(defaultPullPolicy(image)).toBe(policy);
});
