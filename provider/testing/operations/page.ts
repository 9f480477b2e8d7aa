import { randomUUID } from "node:crypto";
import { PAGE_SIZE } from "../limits";
import { ServiceError } from "../serviceError";

/** One page of a list, with the token of the next where there is one. */
export interface Page<Entry> {
  readonly entries: readonly Entry[];
  readonly nextToken?: string;
}

/** Where a list goes on: the name of the list with its filters, and the ID before the next entry. */
interface Position {
  readonly list: string;
  readonly after: string;
}

/** The page size that a request asks for. */
export function readPageSize(query: ReadonlyMap<string, string>): number {
  const text = query.get("max-results");
  if (text === undefined) return PAGE_SIZE.default;
  const size = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(size >= PAGE_SIZE.min && size <= PAGE_SIZE.max)) {
    throw new ServiceError(
      "BadRequest",
      `max-results must be a whole number from ${PAGE_SIZE.min} to ${PAGE_SIZE.max}.`,
    );
  }
  return size;
}

/** The ID after which a request wants to go on; empty at the start. A token of another list is refused. */
export function readPosition(query: ReadonlyMap<string, string>, list: string): string {
  const token = query.get("next-token");
  if (token === undefined) return "";
  const position = decodeToken(token);
  if (position?.list !== list) throw new ServiceError("BadRequest", "next-token is not a token of this list.");
  return position.after;
}

/** Takes the first entries that pass; the rest decides whether there is another page. */
export function cutPage<Entry>(
  entries: Iterable<Entry>,
  size: number,
  list: string,
  idOf: (entry: Entry) => string,
): Page<Entry> {
  const taken: Entry[] = [];
  for (const entry of entries) {
    if (taken.length === size) {
      const last = taken[size - 1];
      return last === undefined ? { entries: taken } : { entries: taken, nextToken: encodeToken(list, idOf(last)) };
    }
    taken.push(entry);
  }
  return { entries: taken };
}

// A token is never handed out twice: clients take a repeated one for an endless list.
function encodeToken(list: string, after: string): string {
  return Buffer.from(JSON.stringify([randomUUID(), list, after])).toString("base64url");
}

function decodeToken(token: string): Position | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(token, "base64url").toString());
    if (!Array.isArray(parts)) return undefined;
    const [, list, after] = parts as unknown[];
    return typeof list === "string" && typeof after === "string" ? { list, after } : undefined;
  } catch {
    return undefined;
  }
}
