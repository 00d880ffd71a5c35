import { type Look, swatchClass } from "../plot-look.ts";
import { create } from "./elements.ts";

/** The legend of one plot: its series as buttons that show or hide them, with their values at the cursor. */
export type Legend = { readonly setValues: (values: readonly string[] | undefined) => void };

/** Fills the list with the series of a plot. */
export function fillLegend(
  list: HTMLElement,
  looks: readonly Look[],
  toggle: (index: number, isShown: boolean) => void,
): Legend {
  const values = looks.map(() => create("span", { class: "value" }));
  const items = looks.map((look, index) => {
    const { label } = look;
    const swatch = create("span", { class: swatchClass(look) });
    const name = create("span", { class: "name" }, label);
    const entry = create(
      "button",
      { type: "button", "aria-pressed": "true", title: label },
      swatch,
      name,
      values[index]!,
    );
    entry.addEventListener("click", () => {
      const isShown = entry.getAttribute("aria-pressed") !== "true";
      entry.setAttribute("aria-pressed", String(isShown));
      toggle(index, isShown);
    });
    return create("li", {}, entry);
  });
  list.replaceChildren(...items);
  return {
    setValues: (texts) => {
      values.forEach((element, index) => {
        element.textContent = texts?.[index] ?? "";
      });
    },
  };
}
