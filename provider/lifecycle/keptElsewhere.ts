import type { UserKey } from "../model/userKey";
import type { Ledger } from "../plan/ledger";
import { findClaimant } from "./claimant";
import type { Context, Work } from "./context";
import { ASK_AGAIN_MS } from "./others";

/** How long a refresh waits for other providers' processes to have read their resources, in milliseconds. */
const LONGEST_WAIT_MS = 1_500;

/** A ledger with fewer users outside the set. */
function withoutOthers(ledger: Ledger, isLeftOut: (key: UserKey, userId: string) => boolean): Ledger {
  const others = new Map([...ledger.others].filter(([key, userId]) => !isLeftOut(key, userId)));
  return { ...ledger, others };
}

/**
 * What a refresh of an exclusive set has seen, without the users of other providers' sets: these are not outside the program.
 * The engine has all resources read side by side, so that the others may take a moment longer; the program is not asked yet.
 */
export async function leaveOutKept(
  { kind, session, signal }: Context,
  accountId: string,
  seen: Ledger,
): Promise<Ledger> {
  const others = session.others(kind);
  const started = session.clock.monotonicMs();
  let ledger = seen;
  while (ledger.others.size > 0) {
    const names = await others.kept(accountId, [...ledger.others].flat());
    ledger = withoutOthers(ledger, (key, userId) => names.has(key) || names.has(userId));
    if (session.clock.monotonicMs() - started >= LONGEST_WAIT_MS || signal?.aborted) break;
    if (ledger.others.size > 0) await session.clock.sleep(ASK_AGAIN_MS);
  }
  return ledger;
}

/** What the state knows, without those outside the set whom another resource of the program lists: they are not to be changed. */
export async function leaveOutClaimed(work: Work): Promise<Work["state"]> {
  const { session, state } = work;
  if (state.ledger.others.size === 0) return state;
  const moment = await session.asOf.moment();
  const isClaimed = (...names: UserKey[]): boolean => findClaimant(work, moment, names) !== undefined;
  return { ...state, ledger: withoutOthers(state.ledger, isClaimed) };
}
