import type { Violation } from "../plan/guards";
import { findReplaced } from "./arguments/settings";
import { identifyUsers } from "./conflicts";
import { isListingSecret, type Work } from "./context";
import { findReleased } from "./findReleased";
import { leaveOutClaimed } from "./keptElsewhere";
import { type Counted, uncounted, withMoved } from "./moved";
import { hasChanges } from "./readSet";
import { noteReplaced } from "./replaced";
import type { State } from "./state";
import { tellFoundSo } from "./tellLost";
import { tellUnknown } from "./tellNotes";
import { tellStillMissing } from "./tellStillMissing";

/** How a declaration differs from the state. */
export interface Difference {
  readonly changes: boolean;
  /** The arguments that ask for a new resource in place of this one. */
  readonly replaces: readonly string[];
  /** Users whom another resource lists too, as far as that is known without looking at anybody. */
  readonly violations: readonly Violation[];
  /** The state as it counts: users whom another resource of the program lists are not outside an exclusive set. */
  readonly counted: State;
}

/** A refresh compares, too, before the engine comes to the program: it is not known then who was taken over. */
async function countMoved(work: Work): Promise<Counted> {
  return isOfProgram(work) ? withMoved(work, true) : uncounted(work.state);
}

function isOfProgram({ kind, session, urn }: Work): boolean {
  return urn !== undefined && session.claims(kind).isChecked(urn);
}

/** Pulumi's diff: compares the declaration with the state, and notes who is listed and who leaves. It asks the service nothing. */
export async function compare(work: Work): Promise<Difference> {
  const { kind, session, declaration, state } = work;
  const handovers = session.handovers(kind);
  const replaces = findReplaced(state.declaration, declaration);
  noteReplaced(work, replaces.length > 0);
  // Also what is replaced, with another account, tells what its users had before: some may move to another resource on the account of before.
  handovers.note({ urn: work.urn, accountId: state.declaration.accountId, isSecret: isListingSecret(work), state });
  if (replaces.length > 0) return { changes: true, replaces, violations: [], counted: state };
  // Also of a resource without changes it is known who its users are: another one may list one by another name.
  const violations = identifyUsers(work);
  const { state: whole, isOutdated, isOpen } = await countMoved(work);
  const counted = await leaveOutClaimed({ ...work, state: whole });
  const released = await findReleased(work, { waits: false });
  // Where the program can't tell, what has become of users who have moved is known once the engine has asked about all: with the update.
  const isToSettle = isOpen && work.isUntold === true;
  const changes = isOutdated || isToSettle || hasChanges(kind, counted, declaration, released);
  if (!changes) {
    session.others(kind).turns.noteSettled(work);
    if (isOfProgram(work)) {
      await tellUnknown({ ...work, state: whole });
      await tellFoundSo({ ...work, state: whole });
      tellStillMissing(work);
    }
  }
  return { changes, replaces, violations, counted };
}
