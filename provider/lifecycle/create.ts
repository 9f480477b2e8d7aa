import { systemRandom } from "../model/clock";
import { hideSecrets } from "./hideSecrets";
import type { Kind } from "./kind";
import { reconcile } from "./reconcile";
import type { Session } from "./session";
import { decodeInputs, emptyState, encodeState, type Props } from "./state";

/** Pulumi's create: makes the declaration true, from nothing in the state. Running it again does no harm. */
export async function create(kind: Kind, session: Session, inputs: Props): Promise<{ id: string; outs: Props }> {
  const declaration = decodeInputs(kind, inputs);
  const state = emptyState(declaration);
  hideSecrets(kind, session, declaration, state);
  const { state: reached } = await reconcile({ kind, session, declaration, state, alwaysReadAccount: true }, "guarded");
  // Two resources on one account, and the two of a replacement, must not have the same ID.
  const suffix = Math.floor(systemRandom() * 2 ** 32)
    .toString(16)
    .padStart(8, "0");
  const account = declaration.secretArguments.includes("accountId") ? "account" : declaration.accountId;
  return { id: `${account}:${suffix}`, outs: encodeState(reached) };
}
