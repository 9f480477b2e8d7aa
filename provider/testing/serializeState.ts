import type { Account, User } from "./shapes";
import type { Store } from "./store";

/** Users that go into one piece: some hundred kilobytes, so that requests are answered between two of them. */
const USERS_A_PIECE = 1_000;

/** An account as it is at one moment. */
interface Snapshot {
  readonly account: Account;
  readonly lists: readonly (readonly [name: string, users: readonly User[]])[];
}

/** A changed user is another object, so that a list of them stays as it is while the store goes on. */
function snapshotOf(store: Store): Snapshot[] {
  return [...store.accounts].map(({ account, users, formerUsers }) => {
    const former = [...formerUsers];
    return {
      account,
      lists: [["Users", [...users]], ...(former.length > 0 ? [["FormerUsers", former] as const] : [])],
    };
  });
}

function* piecesOf(users: readonly User[]): Generator<string> {
  for (let from = 0; from < users.length; from += USERS_A_PIECE) {
    const lines = users.slice(from, from + USERS_A_PIECE).map((user) => `  ${JSON.stringify(user)}`);
    yield `${from === 0 ? "" : ","}\n${lines.join(",\n")}`;
  }
}

function* accountPieces({ account, lists }: Snapshot): Generator<string> {
  // The members without the brace that ends them: the lists come behind.
  yield JSON.stringify(account).slice(0, -1);
  for (const [name, users] of lists) {
    yield `, "${name}": [`;
    yield* piecesOf(users);
    yield "]";
  }
  yield "}";
}

/**
 * A store in the seed format, a line a user, in pieces: one text of a million users would be close to the longest that
 * there can be. What the pieces say is the store of the moment when this is called.
 */
export function serializeState(store: Store): Iterable<string> {
  const snapshots = snapshotOf(store);
  return (function* pieces() {
    yield '{"accounts": [';
    for (const [index, snapshot] of snapshots.entries()) {
      yield index === 0 ? "\n" : ",\n";
      yield* accountPieces(snapshot);
    }
    yield "\n]}\n";
  })();
}
