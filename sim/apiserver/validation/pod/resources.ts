import {
  compare,
  formatQuantity,
  milliValue,
  parseQuantity,
  type Quantity,
  sign,
  value,
} from "../../../quantity/index.ts";
import type { Api } from "../../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../../fields/field.ts";
import { labelErrors } from "../../fields/names.ts";
import { validateNonNegativeQuantity } from "../numbers.ts";
import { isHugePages, isIntegerResource, isOvercommitAllowed, validateResourceName } from "../resource-names.ts";

type ResourceRequirements = Api["v1.ResourceRequirements"];
type Quantities = Readonly<Record<string, Quantity>>;

export type ResourceRules = {
  /** Pods as a whole may have fewer resources than containers. */
  readonly level: "container" | "pod";
  /** Claims of the pod that a container may name. */
  readonly claimNames: ReadonlySet<string>;
};

/** Requests and limits. Source: kubernetes v1.36.3 pkg/apis/core/validation validateResourceRequirements */
export function validateResourceRequirements(
  requirements: ResourceRequirements,
  field: Field,
  rules: ResourceRules,
): void {
  const { limits = {}, requests = {} } = requirements;
  for (const [name, quantity] of Object.entries(limits)) {
    validateAmount(name, quantity, { field: field.child("limits").key(name), rules });
  }
  for (const [name, quantity] of Object.entries(requests)) {
    validateAmount(name, quantity, { field: field.child("requests").key(name), rules }, () =>
      validateAgainstLimit(name, { quantity, limits }, field),
    );
  }
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  if (names.some(isHugePages) && !names.includes("cpu") && !names.includes("memory")) {
    field.forbidden("HugePages require cpu or memory");
  }
  validateClaims(requirements.claims ?? [], rules.claimNames, field.child("claims"));
}

type AmountPlace = { readonly field: Field; readonly rules: ResourceRules };

function validateAmount(
  name: string,
  quantity: Quantity,
  { field, rules }: AmountPlace,
  compareWithLimit: () => void = () => {},
): void {
  validateResourceName(name, field, rules.level);
  validateNonNegativeQuantity(quantity, field);
  if (isIntegerResource(name) && !isWholeNumber(quantity)) {
    field.invalid(formatQuantity(quantity), "must be an integer");
  }
  compareWithLimit();
  if (isHugePages(name) && !isMultipleOfPage(name, quantity)) {
    const text = formatQuantity(quantity);
    field.invalid(text, `${text} is not positive integer multiple of ${name}`);
  }
}

const isWholeNumber = (quantity: Quantity): boolean => BigInt(milliValue(quantity)) % 1000n === 0n;

function isMultipleOfPage(name: string, quantity: Quantity): boolean {
  const page = parseQuantity(name.slice("hugepages-".length));
  if (!page.ok || sign(page.quantity) <= 0 || !isWholeNumber(page.quantity)) return false;
  return BigInt(value(quantity)) % BigInt(value(page.quantity)) === 0n;
}

type Request = { readonly quantity: Quantity; readonly limits: Quantities };

function validateAgainstLimit(name: string, { quantity, limits }: Request, field: Field): void {
  const limit = limits[name];
  if (!limit) {
    if (!isOvercommitAllowed(name)) {
      field.child("limits").required("Limit must be set for non overcommitable resources");
    }
    return;
  }
  const order = compare(quantity, limit);
  const at = field.child("requests");
  if (order !== 0 && !isOvercommitAllowed(name)) {
    at.invalid(formatQuantity(quantity), `must be equal to ${name} limit of ${formatQuantity(limit)}`);
  } else if (order > 0) {
    at.invalid(formatQuantity(quantity), `must be less than or equal to ${name} limit of ${formatQuantity(limit)}`);
  }
}

/** Claims that a container takes from its pod. A whole claim and a request of it are one too many. */
function validateClaims(
  claims: readonly Api["v1.ResourceClaim"][],
  claimNames: ReadonlySet<string>,
  field: Field,
): void {
  const taken = new Set<string>();
  for (const [index, { name = "", request = "" }] of claims.entries()) {
    const at = field.index(index);
    if (name === "") {
      at.required();
      continue;
    }
    if (taken.has(name)) {
      at.duplicate(name);
    } else {
      if (request !== "") invalidEach(at.child("request"), request, labelErrors(request));
      const key = request === "" ? name : `${name}/${request}`;
      if (taken.has(key)) at.duplicate(key);
      else if (request === "") {
        for (const other of taken) if (other.startsWith(`${name}/`)) at.duplicate(name);
      }
      taken.add(key);
    }
    if (!claimNames.has(name)) {
      const known = claimNames.size === 0 ? " which is empty" : `: ${[...claimNames].sort().join(", ")}`;
      at.notFound(name, `must be one of the names in pod.spec.resourceClaims${known}`);
    }
  }
}
