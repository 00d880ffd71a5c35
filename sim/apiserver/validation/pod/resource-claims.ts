import type { Api } from "../../decoding/api-types.table.ts";
import { type Field, invalidEach } from "../../fields/field.ts";
import { labelErrors, subdomainErrors } from "../../fields/names.ts";

type PodResourceClaim = Api["v1.PodResourceClaim"];

/** Names by which containers may take a claim of the pod. */
export const gatherClaimNames = (claims: readonly PodResourceClaim[]): ReadonlySet<string> =>
  new Set(claims.flatMap(({ name = "" }) => (name === "" ? [] : [name])));

/** Source: kubernetes v1.36.3 pkg/apis/core/validation validatePodResourceClaim */
export function validateResourceClaims(claims: readonly PodResourceClaim[], field: Field): void {
  const names = new Set<string>();
  for (const [index, claim] of claims.entries()) {
    const at = field.index(index);
    const { name = "", resourceClaimName, resourceClaimTemplateName } = claim;
    if (name === "") {
      at.child("name").required();
    } else if (names.has(name)) {
      at.child("name").duplicate(name);
    } else {
      invalidEach(at.child("name"), name, labelErrors(name));
      names.add(name);
    }
    validateSource(claim, at);
    if (resourceClaimName !== undefined) {
      invalidEach(at.child("resourceClaimName"), resourceClaimName, subdomainErrors(resourceClaimName));
    }
    if (resourceClaimTemplateName !== undefined) {
      const errors = subdomainErrors(resourceClaimTemplateName);
      invalidEach(at.child("resourceClaimTemplateName"), resourceClaimTemplateName, errors);
    }
  }
}

function validateSource(claim: PodResourceClaim, field: Field): void {
  const { name = "", resourceClaimName = null, resourceClaimTemplateName = null } = claim;
  const printed = {
    Name: name,
    ResourceClaimName: resourceClaimName,
    ResourceClaimTemplateName: resourceClaimTemplateName,
  };
  if (resourceClaimName !== null && resourceClaimTemplateName !== null) {
    field.invalid(printed, "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified");
  }
  if (resourceClaimName === null && resourceClaimTemplateName === null) {
    field.invalid(printed, "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`");
  }
}
