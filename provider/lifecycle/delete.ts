import { afterDelete } from "../errors/afterFailures";
import { UsersFailedError } from "../errors/usersFailedError";
import { LET_IN } from "../plan/labels";
import { changesOf } from "../plan/plan";
import { begin } from "./begin";
import { type Context, isListingSecret } from "./context";
import { describePrepared } from "./describePrepared";
import { describeWork } from "./describeResource";
import { declareNobody, reconcile } from "./reconcile";
import type { State } from "./state";

/**
 * Pulumi's delete: takes back what `onRemoval` says. Throws UsersFailedError where users could not be changed: the
 * engine keeps the resource then, and the next run tries what is left.
 */
export async function deleteResource(context: Context, state: State): Promise<void> {
  const { kind, session, urn } = context;
  const onRemoval = session.removalOf(urn, state.declaration);
  const work = begin(context, { declaration: { ...declareNobody(state), onRemoval }, state });
  const name = describeWork(work);
  const { accountId } = state.declaration;
  session.handovers(kind).note({ urn, accountId, isSecret: isListingSecret(work), state }, "deleted");
  session.replacements.forget(urn, accountId);
  const { state: reached, prepared } = await reconcile(work, "unguarded", (planned) => {
    const text = describePrepared(work, planned);
    if (text !== undefined) session.report.info(text, urn);
    if (state.declaration.exclusive) session.report.info(`${name}: ${LET_IN}`, urn);
  });
  if (prepared.reading.type === "absent") {
    const text = `account ${accountId} does not exist any more, so there is nothing to take back.`;
    session.report.warn(`${name}: ${text}`, urn);
    return;
  }
  if (reached.failures.length > 0) {
    const { failures } = reached;
    throw new UsersFailedError(name, failures, afterDelete(failures, changesOf(prepared.plan).length));
  }
}
