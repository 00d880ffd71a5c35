/**
 * How keys are read. Values are read alike, as kubectl reads them.
 *
 * `kubectl`, for manifests: a key `on` is `true`, and a merge key wins over keys that stand before it.
 * `scenario`: keys are what they look like, and a merge key wins over nothing.
 */
export type Dialect = "kubectl" | "scenario";
