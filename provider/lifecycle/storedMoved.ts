import type { Holding } from "../model/holding";
import type { UserKey } from "../model/userKey";
import { recordOf } from "./arguments/record";
import { decodeHeld, encodeHeld } from "./storedHoldings";

/**
 * What is kept of users who have moved to another resource of the program, which had not taken them over when this one was done. It is
 * a note: it stays until this resource is brought up to date again, and whether the other one has taken over since has to be found out.
 */
export interface Moved {
  /** The place of that resource in the program, see `placeInUrn`. */
  readonly to: string;
  /** When this was noted, in milliseconds since 1970. */
  readonly at: number;
  /** Whether that resource was not in the stack when this was noted. */
  readonly isNew: boolean;
  /** Whether the users were secret when this was noted: then it is never in clear, though the program should name others so by now. */
  readonly isSecret: boolean;
  /** Whether a refresh has seen the users otherwise than they are noted: where they count again, they are looked at. */
  readonly isDrifted?: boolean;
  readonly holdings: ReadonlyMap<UserKey, Holding>;
}

const PLAIN = { marks: new Map<string, string>(), whole: false };

function encodeOne({ to, at, isNew, isSecret, isDrifted, holdings }: Moved): Record<string, unknown> {
  return {
    to,
    at,
    ...(isNew ? { new: true } : {}),
    ...(isSecret ? { secret: true } : {}),
    ...(isDrifted ? { drifted: true } : {}),
    ...encodeHeld(holdings, PLAIN),
  };
}

/** As it stands in a state. `whole`: also where there is nothing. */
export function encodeMoved(moved: readonly Moved[], whole: boolean): Record<string, unknown> {
  if (moved.length === 0 && !whole) return {};
  return { moved: moved.map(encodeOne) };
}

/** Reads what `encodeMoved` wrote; where there is nothing of it, nobody has moved away. */
export function decodeMoved(stored: unknown): Moved[] {
  return Object.values(recordOf(stored)).map((one) => {
    const { to, at, new: isNew, secret, drifted, ...held } = recordOf(one);
    return {
      to: String(to),
      at: Number(at),
      isNew: isNew === true,
      isSecret: secret === true,
      ...(drifted === true ? { isDrifted: true } : {}),
      holdings: decodeHeld(held).holdings,
    };
  });
}
