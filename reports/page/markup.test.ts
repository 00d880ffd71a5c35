import fc from "fast-check";
import { expect, test } from "vitest";
import { embeddedJson, html, raw } from "./markup.ts";

test("escapes text, keeps markup, joins lists and leaves out what is undefined", () => {
  const items = ["a<b", "c"].map((item) => html`<li title="${item}">${item}</li>`);
  expect(html`<ul>${items}</ul>${undefined}${3}${raw("<hr>")}`.markup).toBe(
    '<ul><li title="a&lt;b">a&lt;b</li><li title="c">c</li></ul>3<hr>',
  );
  expect(html`${`"'&\u202e`}`.markup).toBe("&quot;&#39;&amp;\\u202e");
});

const anyText = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));

test("embeds data so that nothing in it ends its element, and a script reads it back", () => {
  fc.assert(
    fc.property(fc.array(anyText), (names) => {
      const evil = [...names, "</script><script>", "<!--", "]]>", "\u2028\u2029", "&lt;"];
      const text = embeddedJson(evil);
      expect(text).not.toMatch(/[<>&\u2028\u2029]/);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(evil)));
    }),
  );
});
