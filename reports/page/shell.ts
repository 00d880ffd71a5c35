import type { PageData } from "../page-data.ts";
import { embeddedJson, html, type Markup, raw } from "./markup.ts";

/** What a page is made with besides what it shows. */
export type PageAssets = {
  /** The bundled script and the style sheet: `build/report-assets.ts` makes them. */
  readonly script: string;
  readonly style: string;
  /** SHA-256 of a text's UTF-8, in base64. */
  readonly sha256: (text: string) => string;
};

/** What a page shows. */
export type PageParts = {
  readonly verdict: { readonly tone: string; readonly word: string; readonly sentences: readonly string[] };
  /** The scenario's. */
  readonly name: string;
  readonly description: string;
  readonly whatRan: string;
  readonly main: Markup;
  readonly footer: Markup;
  /** For the plots. */
  readonly data: PageData;
};

/**
 * A single page that fetches nothing.
 *
 * Its policy lets run only this very script and style, so a name in a manifest cannot smuggle in another.
 */
export function page(
  { verdict, name, description, whatRan, main, footer, data }: PageParts,
  assets: PageAssets,
): string {
  const { tone, word, sentences } = verdict;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(assets)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${name}: ${word.toLowerCase()}</title>
<link rel="icon" href="data:,">
<style>${raw(assets.style)}</style>
</head>
<body>
<a class="skip" href="#plots">To the plots</a>
<header class="${tone}">
<div class="verdict"><p class="word">${word}</p>${sentences.map((sentence) => html`<p>${sentence}</p>`)}</div>
<div class="what"><h1>${name}</h1>${description === "" ? undefined : html`<p>${description}</p>`}
<p class="quiet">${whatRan}</p></div>
<button type="button" id="theme" hidden>Theme: auto</button>
</header>
<main>
${main}
</main>
<footer><p class="quiet">kubewind · ${footer}</p></footer>
<script type="application/json" id="data">${raw(embeddedJson(data))}</script>
<script>${raw(assets.script)}</script>
</body>
</html>
`.markup;
}

const policy = ({ script, style, sha256 }: PageAssets): string =>
  [
    "default-src 'none'",
    `script-src 'sha256-${sha256(script)}'`,
    `style-src 'sha256-${sha256(style)}'`,
    // The empty icon, so that no browser asks a server for one.
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

/** A number for a glance, and its name. */
export type Figure = readonly [name: string, value: string];

export const figuresList = (figures: readonly Figure[]): Markup =>
  html`<dl class="figures">${figures.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

/** A part of the page with its heading. */
export const section = (id: string, heading: string, content: Markup): Markup =>
  html`<section id="${id}" aria-labelledby="${id}-heading"><h2 id="${id}-heading">${heading}</h2>
${content}</section>`;

/** A part of the page that lists something; none where there is nothing. */
export const listSection = (id: string, heading: string, items: readonly string[]): Markup | undefined =>
  items.length === 0 ? undefined : section(id, heading, html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`);
