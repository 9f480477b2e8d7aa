import { begin, type Context } from "./context";
import type { Declaration } from "./declaration";
import { reconcile } from "./reconcile";
import { newResourceId } from "./resourceId";
import { emptyState, type State } from "./state";

/** Pulumi's create: makes the declaration true, from nothing in the state. Running it again does no harm. */
export async function create(context: Context, declaration: Declaration): Promise<{ id: string; state: State }> {
  const work = begin(context, { declaration, state: emptyState(declaration), alwaysReadAccount: true });
  const { state } = await reconcile(work, "guarded");
  return { id: newResourceId(work), state };
}
