import type { Api } from "../../decoding/api-types.table.ts";
import type { Field } from "../../fields/field.ts";

type Container = Api["v1.Container"];

const policies = ["Always", "Never", "OnFailure"];
const actions = ["Restart", "RestartAllContainers"];
const rulesMax = 20;
const exitCodesMax = 255;

/** Source: kubernetes v1.36.3 pkg/apis/core/validation validateContainerRestartPolicy */
export function validateContainerRestartPolicy(container: Container, field: Field): void {
  const { restartPolicy, restartPolicyRules: rules = [] } = container;
  if (restartPolicy === undefined) requirePolicy(container, field);
  else if (!policies.includes(restartPolicy)) field.child("restartPolicy").notSupported(restartPolicy, policies);
  const rulesField = field.child("restartPolicyRules");
  if (rules.length > rulesMax) rulesField.tooMany(rules.length, rulesMax);
  for (const [index, rule] of rules.entries()) validateRule(rule, rulesField.index(index));
}

/** The rules of an init container without a policy are not looked into. */
export function validateInitContainerRestartPolicy(container: Container, field: Field): void {
  if (container.restartPolicy === undefined) requirePolicy(container, field);
  else validateContainerRestartPolicy(container, field);
}

function requirePolicy({ restartPolicyRules = [] }: Container, field: Field): void {
  if (restartPolicyRules.length > 0) {
    field.child("restartPolicy").required("must specify restartPolicy when restart rules are used");
  }
}

function validateRule({ action = "", exitCodes }: Api["v1.ContainerRestartRule"], field: Field): void {
  if (!actions.includes(action)) field.child("action").notSupported(action, actions);
  if (!exitCodes) {
    field.child("exitCodes").required("must be specified");
    return;
  }
  const { operator = "", values = [] } = exitCodes;
  const codesField = field.child("exitCodes");
  if (operator !== "In" && operator !== "NotIn") codesField.child("operator").notSupported(operator, ["In", "NotIn"]);
  if (values.length > exitCodesMax) codesField.child("values").tooMany(values.length, exitCodesMax);
}
