import { GuardError } from "../errors/guardError";
import { findReplaced } from "./arguments/settings";
import { identifyUsers } from "./conflicts";
import { hideSecrets } from "./hideSecrets";
import type { Kind } from "./kind";
import { nameOf } from "./nameOf";
import { preview, tellDeletion } from "./preview";
import { hasChanges } from "./questions";
import { declareNobody, tellViolation } from "./reconcile";
import type { Session } from "./session";
import { decodeInputs, decodeState, type Props } from "./state";

/** Whether there is anything to do, and which arguments ask for a new resource. */
export interface DiffResult {
  readonly changes: boolean;
  readonly replaces?: readonly string[];
}

/**
 * Pulumi's diff: compares the state with the checked inputs. Without a difference nothing is asked of the service.
 * With one, this is the preview of the update, and throws GuardError where a guard stands against it.
 */
export async function diff(kind: Kind, session: Session, outs: Props, inputs: Props, id = ""): Promise<DiffResult> {
  const state = decodeState(outs);
  const declaration = decodeInputs(kind, inputs);
  hideSecrets(kind, session, declaration, state);
  const accountUnknown = declaration.unknowns.includes("accountId");
  const replaces = findReplaced(state.declaration, declaration);
  if (replaces.length > 0) {
    const { onRemoval, unknowns } = declaration;
    if (!unknowns.includes("onRemoval")) session.noteRemoval(state.declaration, onRemoval);
    const leaving = { ...declareNobody(state), onRemoval: session.removalOf(state.declaration) };
    if (!accountUnknown) await tellDeletion({ kind, session, declaration: leaving, state });
    return { changes: true, replaces };
  }
  const refreshing = session.isRefreshing(declaration.urn, id);
  // Also of a resource without changes it is known who its users are: another one may list one by another name.
  const twins = identifyUsers(kind, session, declaration, state);
  const undone = session.handovers(kind).undone(declaration.accountId);
  if (!hasChanges(kind, state, declaration, undone)) {
    if (twins.length > 0) throw new GuardError(nameOf(kind, declaration.urn), twins.map(tellViolation));
    return { changes: false };
  }
  if (refreshing) return { changes: true };
  session.handovers(kind).offer(declaration.accountId, state.ledger.holdings, declaration.desired);
  const violations = await preview({ kind, session, declaration, state });
  if (violations.length > 0) throw new GuardError(nameOf(kind, declaration.urn), violations.map(tellViolation));
  return { changes: true };
}
