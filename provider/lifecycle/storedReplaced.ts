import type { Ledger } from "../plan/ledger";
import { recordOf, stringMap } from "./arguments/record";
import { decodeHeld, encodeHeld, encodeMap } from "./storedHoldings";

/**
 * What a resource kept on another account, in whose place this one was made when `accountId` changed. It stays in the state as long
 * as users of this one fail: the run has failed then, so that the one before may still wait for its deletion. The engine asks
 * about that last, too late for a program that goes back to the account.
 */
export interface Replaced {
  readonly accountId: string;
  readonly onRemoval: string;
  readonly ledger: Pick<Ledger, "holdings" | "drifted">;
  readonly team: boolean;
}

const PLAIN = { marks: new Map<string, string>(), whole: false };

/**
 * What was kept on other accounts: each with its holdings as a state has them. Optional in both formats of the state: one without
 * it has nothing of that.
 */
export function encodeReplaced(replaced: readonly Replaced[]): Record<string, unknown>[] {
  return replaced.map(({ accountId, onRemoval, ledger, team }) => ({
    accountId,
    onRemoval,
    ...encodeHeld(ledger.holdings, PLAIN),
    ...encodeMap("drifted", ledger.drifted, false),
    ...(team ? { team: true } : {}),
  }));
}

/** Reads what `encodeReplaced` wrote. */
export function decodeReplaced(stored: unknown): Replaced[] {
  return Object.values(recordOf(stored)).map((one) => {
    const props = recordOf(one);
    const { accountId, onRemoval, team } = props;
    const ledger = { holdings: decodeHeld(props).holdings, drifted: stringMap(props["drifted"]) };
    return { accountId: String(accountId), onRemoval: String(onRemoval), ledger, team: team === true };
  });
}
