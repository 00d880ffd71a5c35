/** JSON as Go's encoder writes it to a client: one line with an end, or indented by two spaces without one. */
export function goJson(value: unknown, isPretty: boolean): string {
  const text = JSON.stringify(value, undefined, isPretty ? 2 : 0).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return isPretty ? text : `${text}\n`;
}
