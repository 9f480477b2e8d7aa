import type { UserKey } from "../model/userKey";

/** An entry of the program that does not count now: its time has not begun, or is over. */
export interface OutsideEntry {
  readonly why: "ended" | "ahead";
  /** Up to when it counted, or from when it will, as the program wrote it; undefined where no message may tell. */
  readonly moment: string | undefined;
}

/** The entries that do not count now, by the program's names. */
export type OutsideEntries = ReadonlyMap<UserKey, OutsideEntry>;
