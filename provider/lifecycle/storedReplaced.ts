import { recordOf, stringMap } from "./arguments/record";
import type { Replaced } from "./replaced";
import { decodeHeld, encodeHeld, encodeMap } from "./storedHoldings";

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
