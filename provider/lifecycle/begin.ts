import type { Context, Work } from "./context";
import { hideSecrets } from "./hideSecrets";

/** What each operation begins with: from here on no message has what is secret in the declaration or in the state. */
export function begin(context: Context, of: Pick<Work, "declaration" | "state" | "alwaysReadAccount">): Work {
  hideSecrets(context, of.declaration, of.state);
  return { ...context, ...of };
}
