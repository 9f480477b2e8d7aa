import { hideSecrets } from "./hideSecrets";
import type { Kind } from "./kind";
import { reconcile } from "./reconcile";
import { newResourceId } from "./resourceId";
import type { Session } from "./session";
import { decodeInputs, emptyState, encodeState, type Props } from "./state";

/** Pulumi's create: makes the declaration true, from nothing in the state. Running it again does no harm. */
export async function create(kind: Kind, session: Session, inputs: Props): Promise<{ id: string; outs: Props }> {
  const declaration = decodeInputs(kind, inputs);
  const state = emptyState(declaration);
  hideSecrets(kind, session, declaration, state);
  const { state: reached } = await reconcile({ kind, session, declaration, state, alwaysReadAccount: true }, "guarded");
  return { id: newResourceId(declaration), outs: encodeState(reached) };
}
