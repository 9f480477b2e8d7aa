import { ChimeUsersError } from "../errors/chimeUsersError";
import type { Account } from "../model/account";
import type { UserKey } from "../model/userKey";
import { currentOf, type Ledger } from "../plan/ledger";
import { refreshLedger } from "../plan/refreshLedger";
import type { AccountReader } from "./accountReader";
import { begin, type Context } from "./context";
import type { Declaration } from "./declaration";
import type { Kind } from "./kind";
import { nameOf } from "./nameOf";
import type { Session } from "./session";
import { othersValue, type State } from "./state";
import { isOutOfReach, SAID_ONCE, tellUnreadable } from "./unreadable";

/** What has become of a resource. */
export type ReadResult =
  /** The account does not exist any more, and with it the resource. */
  | { readonly is: "gone" }
  /** The account could not be read: the state is as it was. */
  | { readonly is: "unread" }
  /** The state as the account has it, and the declaration that this would be. */
  | { readonly is: "read"; readonly state: State; readonly declaration: Declaration };

async function readUsers(reader: AccountReader, state: State, signal: AbortSignal | undefined): Promise<void> {
  const { holdings, drifted, missing } = state.ledger;
  const whole = state.declaration.exclusive;
  const expected = state.accountUsers === undefined ? {} : { usersExpected: state.accountUsers };
  const unheld = [...drifted.keys(), ...missing.keys()].filter((key) => !holdings.has(key));
  const ids = [...holdings.values()].map(({ userId }) => userId);
  await reader.read({ keys: [...ids, ...unheld], whole, signal, ...expected });
  const addresses: string[] = [];
  for (const [key, { userId, email }] of holdings) {
    if (reader.observe(userId).type !== "absent") continue;
    if (key.includes("@")) addresses.push(key);
    if (email) addresses.push(email);
  }
  await reader.read({ keys: addresses, whole: false, signal, ...expected });
}

function observeLedger({ rules }: Kind, reader: AccountReader, state: State, team: boolean): Ledger {
  const { ledger, declaration } = state;
  const { exclusive } = declaration;
  const everyone = reader.everyone();
  return refreshLedger({ ledger, rules, team, exclusive, observe: (key) => reader.observe(key), everyone });
}

async function readAccount(
  reader: AccountReader,
  state: State,
  signal: AbortSignal | undefined,
): Promise<Account | undefined> {
  const account = await reader.account(signal);
  if (account) await readUsers(reader, state, signal);
  else if (reader.doubt) throw reader.doubt;
  return account;
}

/** Gives back an error that says that there is no way to the account now; throws any other, and this one if told to. */
async function outOfReach(session: Session, name: string, error: unknown): Promise<ChimeUsersError> {
  if (!isOutOfReach(error)) throw error;
  if ((await session.unreadable()) === "warn") return error;
  throw new Error(`${name}: ${tellUnreadable(error.message)}`, { cause: error });
}

/**
 * Pulumi's read: the state as the account has it now, and the declaration that this would be, so that a preview shows
 * each user's drift by name. Failures stay in the state: what is left of them is for the next `pulumi up`.
 */
export async function read(context: Context, state: State): Promise<ReadResult> {
  const { kind, session, urn, signal } = context;
  const { accountId } = state.declaration;
  const nobody = { desired: new Map<UserKey, string>(), unknownUsers: [], unknowns: [] };
  begin(context, { declaration: { ...state.declaration, ...nobody }, state });
  const reader = await session.reader(accountId);
  const account = await readAccount(reader, state, signal).catch((error: unknown) =>
    outOfReach(session, nameOf(kind, urn), error),
  );
  if (ChimeUsersError.isInstance(account)) {
    // A preview that refreshes first has to do without the account where there is no way to it, as in a fork's pull
    // request; the engine does not tell it from any other refresh.
    const text = `NOT refreshed: the account could not be read, the state is as it was. ${account.message} ${SAID_ONCE}`;
    if (session.unread.isNew(accountId, account)) session.report.warn(`${nameOf(kind, urn)}: ${text}`, urn);
    return { is: "unread" };
  }
  if (!account) {
    const text = `account ${accountId} does not exist any more, or these credentials can't see it: dropped from the state.`;
    session.report.warn(`${nameOf(kind, urn)}: ${text}`, urn);
    return { is: "gone" };
  }
  const team = account.accountType === "Team";
  const ledger = observeLedger(kind, reader, state, team);
  const accountUsers = reader.size ?? state.accountUsers;
  const seen: State = { ...state, ledger, team, ...(accountUsers === undefined ? {} : { accountUsers }) };
  const declaration = { ...seen.declaration, ...nobody, desired: currentOf(ledger, othersValue(kind)) };
  return { is: "read", state: seen, declaration };
}
