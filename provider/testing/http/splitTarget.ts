import { ServiceError } from "../serviceError";

/** A request target as it was sent, cut at the first `?`. */
export interface Target {
  readonly path: string;
  readonly query: string;
}

/** Cuts a request target; the scheme and host that a client of a plain proxy sends are dropped. */
export function splitTarget(url: string): Target {
  const local = url.replace(/^https?:\/\/[^/?]*/i, "");
  const mark = local.indexOf("?");
  return mark < 0 ? { path: local, query: "" } : { path: local.slice(0, mark), query: local.slice(mark + 1) };
}

/** The decoded pairs of a query. A `+` is a plus, not a space, as in signatures. Throws ServiceError on a broken escape. */
export function queryPairs(query: string): [name: string, value: string][] {
  return query
    .split("&")
    .filter((part) => part !== "")
    .map((part) => {
      const equals = part.indexOf("=");
      return equals < 0 ? [decode(part), ""] : [decode(part.slice(0, equals)), decode(part.slice(equals + 1))];
    });
}

/** Percent-decodes one part of a target. Throws ServiceError on a broken escape. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ServiceError("BadRequest", "The request target holds a broken percent escape.");
  }
}
