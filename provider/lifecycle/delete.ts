import { UsersFailedError } from "../errors/usersFailedError";
import { hideSecrets } from "./hideSecrets";
import type { Kind } from "./kind";
import { nameOf } from "./nameOf";
import { describePrepared } from "./prepare";
import { declareNobody, reconcile } from "./reconcile";
import type { Session } from "./session";
import { decodeState, type Props } from "./state";

/**
 * Pulumi's delete: takes back what `onRemoval` says. Throws UsersFailedError where users could not be changed: the
 * engine keeps the resource then, and the next run tries what is left.
 */
export async function deleteResource(kind: Kind, session: Session, outs: Props): Promise<void> {
  const state = decodeState(outs);
  const declaration = { ...declareNobody(state), onRemoval: session.removalOf(state.declaration) };
  hideSecrets(kind, session, declaration, state);
  const { urn, accountId } = declaration;
  const name = nameOf(kind, urn);
  const preparation = { kind, session, declaration, state };
  const { state: reached, prepared } = await reconcile(preparation, "unguarded", (planned) => {
    const text = describePrepared(preparation, planned);
    if (text !== undefined) session.report.info(text, urn);
  });
  if (prepared.absent) {
    session.report.warn(
      `${name}: account ${accountId} does not exist any more, so there is nothing to take back.`,
      urn,
    );
    return;
  }
  if (reached.failures.length > 0) {
    throw new UsersFailedError(name, reached.failures, "The others are done. Run it again to try what is left.");
  }
}
