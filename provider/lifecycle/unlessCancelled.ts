import { isForCancellation } from "../apply/cancelled";
import type { Context } from "./context";
import { describeResource } from "./describeResource";

/**
 * Does what comes before the first write: looks at the account, waits for others. Where the run is cancelled meanwhile, that is
 * the one thing to say. It tells nothing of the account, so that nothing is planned without it, and no setting is to blame.
 */
export async function unlessCancelled<T>(
  { kind, urn, signal }: Pick<Context, "kind" | "urn" | "signal">,
  look: () => Promise<T>,
): Promise<T> {
  try {
    return await look();
  } catch (error) {
    if (!isForCancellation(error, signal)) throw error;
    const text = "the run was cancelled, nothing was changed. Run the same command again.";
    throw new Error(`${describeResource(kind, urn)}: ${text}`, { cause: error });
  }
}
