import { expect, test } from "vitest";
import { ownersFolder } from "./owners.ts";

test.for([
  ["XDG_STATE_HOME", { XDG_STATE_HOME: "/state", HOME: "/users/me" }, "/state/kubewind/clusters"],
  ["~/.local/state without it", { HOME: "/users/me" }, "/users/me/.local/state/kubewind/clusters"],
  [
    "~/.local/state when it is relative, as the specification has it",
    { XDG_STATE_HOME: "state", HOME: "/users/me" },
    "/users/me/.local/state/kubewind/clusters",
  ],
] as const)("owners are written down below %s", ([, environment, folder]) => {
  expect(ownersFolder(environment)).toBe(folder);
});
