const choices = ["auto", "light", "dark"] as const;

/** The colour that the style sheet gives a name now. */
export const colourOf = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** Lets the button go through the themes; `changed` is called whenever colours may be others. */
export function followTheme(button: HTMLElement, changed: () => void): void {
  let choice: (typeof choices)[number] = "auto";
  button.hidden = false;
  button.addEventListener("click", () => {
    choice = choices[(choices.indexOf(choice) + 1) % choices.length] ?? "auto";
    if (choice === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice;
    button.textContent = `Theme: ${choice}`;
    changed();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
}
