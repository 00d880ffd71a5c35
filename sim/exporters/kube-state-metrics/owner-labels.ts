import type { Labels } from "../../kubernetes/object.ts";
import type { OwnerReference } from "./objects.ts";

/** Labels of the controller that owns an object; empty where nobody does. */
export const ownerLabels = (owner: OwnerReference | undefined): Labels =>
  owner === undefined
    ? { owner_kind: "", owner_name: "", owner_is_controller: "" }
    : { owner_kind: owner.kind, owner_name: owner.name, owner_is_controller: "true" };
