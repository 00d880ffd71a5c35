import { goQuote } from "../../kubernetes/go-text.ts";
import { byCodeUnit } from "../../kubernetes/object.ts";
import { formatQuantity, type Quantity } from "../../quantity/index.ts";
import type { Api } from "../decoding/api-types.table.ts";
import { asGoValue } from "./go-value.ts";

type Texts = Readonly<Record<string, string>>;

/** Labels as an error prints them. */
export const printableLabels = (labels: Texts | undefined): unknown => asGoValue(labels ?? null, () => goMap(labels));

const goMap = (entries: Texts | undefined): string =>
  entries
    ? `map[string]string{${Object.keys(entries)
        .sort(byCodeUnit)
        .map((key) => `${goQuote(key)}:${goQuote(entries[key] ?? "")}`)
        .join(", ")}}`
    : "map[string]string(nil)";

/** A number or a percentage as an error prints it. */
export const printableIntOrString = (value: number | string): unknown =>
  asGoValue(value, () =>
    typeof value === "number"
      ? `intstr.IntOrString{Type:0, IntVal:${value}, StrVal:""}`
      : `intstr.IntOrString{Type:1, IntVal:0, StrVal:${goQuote(value)}}`,
  );

/** A quantity as an error prints it. One that is too long for an int64 has an address in it upstream, and is JSON here. */
export const printableQuantity = (quantity: Quantity): unknown =>
  asGoValue(formatQuantity(quantity), () => goQuantity(quantity));

function goQuantity({ amount, format, verbatim }: Quantity): string {
  if (amount.kind !== "int64") return goQuote(formatQuantity({ amount, format, verbatim }));
  const isAbsent = Number(amount.coefficient) === 0 && amount.exponent === 0 && verbatim === undefined;
  const value = `resource.int64Amount{value:${amount.coefficient}, scale:${amount.exponent}}`;
  const text = `s:${goQuote(verbatim ?? "")}, Format:${goQuote(isAbsent ? "" : format)}`;
  return `resource.Quantity{i:${value}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, ${text}}`;
}

type LabelSelector = Api["v1.LabelSelector"];

/** A selector as an error prints it. As JSON it has members in the API's order. */
export const printableSelector = (selector: LabelSelector): unknown =>
  asGoValue(
    {
      matchLabels: isEmptyObject(selector.matchLabels) ? undefined : selector.matchLabels,
      matchExpressions: selector.matchExpressions?.length
        ? selector.matchExpressions.map(({ key = "", operator = "", values }) => ({
            key,
            operator,
            values: values?.length ? values : undefined,
          }))
        : undefined,
    },
    () => goSelector(selector),
  );

const isEmptyObject = (value: object | undefined): boolean => value === undefined || Object.keys(value).length === 0;

function goSelector({ matchLabels, matchExpressions }: LabelSelector): string {
  const requirements = goList(
    "v1.LabelSelectorRequirement",
    matchExpressions?.map(({ key = "", operator = "", values }) => {
      const texts = goList("string", values?.map(goQuote));
      return `v1.LabelSelectorRequirement{Key:${goQuote(key)}, Operator:${goQuote(operator)}, Values:${texts}}`;
    }),
  );
  return `v1.LabelSelector{MatchLabels:${goMap(matchLabels)}, MatchExpressions:${requirements}}`;
}

const goList = (type: string, items: readonly string[] | undefined): string =>
  items ? `[]${type}{${items.join(", ")}}` : `[]${type}(nil)`;
