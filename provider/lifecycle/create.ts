import { begin } from "./begin";
import type { Context } from "./context";
import type { Declaration } from "./declaration";
import { reconcile } from "./reconcile";
import { newResourceId } from "./resourceId";
import { emptyState, type State } from "./state";

/** Pulumi's create: makes the declaration true, from nothing in the state. Running it again does no harm. */
export async function create(context: Context, declaration: Declaration): Promise<{ id: string; state: State }> {
  const replaced = context.session.replacements.besides(context, declaration.accountId);
  // What is not known of a resource of before, which had the same name, is not known of this one either.
  const state = { ...emptyState(declaration), replaced, letGoAt: context.session.clock.now() };
  const work = begin(context, { declaration, state, alwaysReadAccount: true });
  const reached = await reconcile(work, "guarded");
  return { id: newResourceId(work), state: reached.state };
}
