import { hideSecrets } from "./hideSecrets";
import type { Kind } from "./kind";
import { reconcile } from "./reconcile";
import type { Session } from "./session";
import { decodeInputs, decodeState, encodeState, type Props } from "./state";

/** Pulumi's update: makes the new declaration true for those users whose state is not as declared. */
export async function update(kind: Kind, session: Session, outs: Props, inputs: Props): Promise<{ outs: Props }> {
  const declaration = decodeInputs(kind, inputs);
  const state = decodeState(outs);
  hideSecrets(kind, session, declaration, state);
  const { state: reached } = await reconcile({ kind, session, declaration, state }, "guarded");
  return { outs: encodeState(reached) };
}
