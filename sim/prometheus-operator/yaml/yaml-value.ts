/** A value of a document that is to be written; the keys of a mapping keep their order. */
export type YamlValue = string | number | boolean | null | readonly YamlValue[] | YamlMap;

export type YamlMap = { readonly kind: "map"; readonly entries: readonly YamlEntry[] };

export type YamlEntry = readonly [key: string, value: YamlValue];

/** A mapping of entries in their order. */
export const map = (...parts: readonly (readonly YamlEntry[])[]): YamlMap => ({ kind: "map", entries: parts.flat() });

/** One entry, or none for a value that is not given. */
export const field = (key: string, value: YamlValue | undefined): readonly YamlEntry[] =>
  value === undefined ? [] : [[key, value]];

/** One entry, or none for a list or a text that is empty or not given. */
export const filled = (key: string, value: string | readonly YamlValue[] | undefined): readonly YamlEntry[] =>
  value === undefined || value.length === 0 ? [] : [[key, value]];

/** True for a list, which `Array.isArray` does not tell of a readonly one. */
export const isList = (value: YamlValue): value is readonly YamlValue[] => Array.isArray(value);
