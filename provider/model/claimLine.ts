import { parseMoment } from "./moment";
import type { Window } from "./window";

/** When somebody is listed, in milliseconds since 1970: from a moment on, and up to another. */
export interface ClaimedTime {
  readonly from: number;
  readonly until: number;
}

const ALWAYS: ClaimedTime = { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };

function momentIn(text: string | undefined): string {
  return String((text === undefined ? undefined : parseMoment(text)) ?? "");
}

/** A user as the file of claims has one: the hash, and the time where the entry has one. */
export function writeClaim(hash: string, { from, until }: Window): string {
  return from === undefined && until === undefined ? hash : `${hash} ${momentIn(from)} ${momentIn(until)}`;
}

/** Reads what `writeClaim` wrote. */
export function readClaim(line: string): readonly [hash: string, time: ClaimedTime] {
  const [hash = "", from = "", until = ""] = line.split(" ");
  const time = {
    from: from === "" ? ALWAYS.from : Number(from),
    until: until === "" ? ALWAYS.until : Number(until),
  };
  return [hash, time];
}
