/** The words of HTTP statuses that servers of a cluster answer with. Source: go1.26 net/http StatusText */
const words: Readonly<Record<number, string>> = {
  200: "OK",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** `Not Found` for 404; empty for a status that is none of the common ones. */
export const statusText = (status: number): string => words[status] ?? "";
