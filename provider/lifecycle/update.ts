import { begin } from "./begin";
import type { Context } from "./context";
import type { Declaration } from "./declaration";
import { reconcile } from "./reconcile";
import type { State } from "./state";

/** Pulumi's update: makes the new declaration true for those users whose state is not as declared. */
export async function update(context: Context, state: State, declaration: Declaration): Promise<State> {
  return (await reconcile(begin(context, { declaration, state }), "guarded")).state;
}
