import type { Holding } from "../../model/holding";
import { readFailures } from "../../model/userFailure";
import type { UserKey } from "../../model/userKey";
import { recordOf, stringMap } from "../arguments/record";
import type { Props, State } from "../state";
import { decodeBefore } from "./before";
import { decodeBookkeeping } from "./bookkeeping";

/**
 * Reads what the outputs of the native provider say of users. `usual`: what a user is kept at by the inputs; where these are not
 * told, as in the stack's state, a license is not known, but what was before is.
 */
export function decodeKept(
  outputs: Readonly<Props>,
  usual: (key: UserKey) => string | undefined,
): Omit<State, "declaration"> {
  const notes = decodeBookkeeping(outputs["bookkeeping"]);
  const keptAt = (key: UserKey): string => notes.values.get(key) ?? usual(key) ?? "";
  const before = decodeBefore(outputs["before"]);
  const holdings = new Map<UserKey, Holding>();
  for (const [key, userId] of stringMap(outputs["userIds"])) {
    const was = before(key);
    const attempted = notes.attempted.get(key);
    const email = notes.addresses.get(key);
    holdings.set(key, {
      userId,
      value: keptAt(key),
      ...(was === undefined ? {} : { before: was }),
      ...(attempted === undefined ? {} : { attempted }),
      ...(email === undefined ? {} : { email }),
    });
  }
  const missing = Object.values(recordOf(outputs["missingUsers"])).map(String);
  const { drifted, others, accountUsers, team, replaced, moved, letGoAt, madeAt, mayShare } = notes;
  return {
    ledger: { holdings, drifted, others, missing: new Map(missing.map((key) => [key, keptAt(key)])) },
    failures: readFailures(outputs["failures"], undefined),
    accountUsers,
    team,
    replaced,
    moved,
    letGoAt,
    madeAt,
    mayShare,
  };
}
