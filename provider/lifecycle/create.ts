import { begin } from "./begin";
import type { Context } from "./context";
import type { Declaration } from "./declaration";
import { notesLeft } from "./leftNotes";
import { reconcile } from "./reconcile";
import { newResourceId } from "./resourceId";
import { newState, type State } from "./state";

/** Pulumi's create: makes the declaration true, from nothing in the state. Running it again does no harm. */
export async function create(context: Context, declaration: Declaration): Promise<{ id: string; state: State }> {
  const { accountId } = declaration;
  const replaced = context.session.replacements.besides(context, accountId);
  const moved = await notesLeft(context, accountId);
  const state = { ...newState(declaration, context.session.clock.now()), replaced, moved };
  const work = begin(context, { declaration, state, alwaysReadAccount: true });
  const reached = await reconcile(work, "guarded");
  return { id: newResourceId(work), state: reached.state };
}
