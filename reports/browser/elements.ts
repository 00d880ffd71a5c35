/** The element of the page with an id; the page is made with all that the script looks for. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has an element "${id}"`);
  return element;
}

type Attributes = Readonly<Record<string, string>>;

/** A new element with attributes, and texts and elements inside. Text stays text. */
export function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly (string | Node)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...children);
  return element;
}

/** A button that does something. */
export function button(label: string, attributes: Attributes, press: () => void): HTMLButtonElement {
  const element = create("button", { type: "button", ...attributes }, label);
  element.addEventListener("click", press);
  return element;
}
