import { GuardError } from "../errors/guardError";
import { InputError } from "../errors/inputError";
import { countOf, listNames } from "../model/names";
import { changesOf } from "../plan/plan";
import { begin } from "./begin";
import type { Declaration } from "./declaration";
import type { Kind } from "./kind";
import { parseInputs } from "./parseInputs";
import { prepare } from "./prepare";
import { describeViolation, stateAfter } from "./reconcile";
import { newResourceId } from "./resourceId";
import type { Session } from "./session";
import { newState, type Props, type State } from "./state";

/** What the engine would have of a resource that was created where everything was as declared already. */
export interface Adopted {
  readonly id: string;
  readonly declaration: Declaration;
  readonly state: State;
}

/**
 * Makes the state of a resource whose users are all as declared, without a write: for `pulumi import`, which asks a
 * dynamic provider nothing. Each user counts as found so. Throws InputError for wrong arguments, and GuardError where
 * a guard stands against the declaration or a user is not as declared.
 */
export async function adopt(kind: Kind, session: Session, args: Props): Promise<Adopted> {
  const { declaration, failures } = parseInputs(kind, args, {}, session.clock.now());
  const [failure] = failures;
  if (failure) throw new InputError(failure.property, failure.reason);
  const context = { kind, session, urn: undefined, secretArguments: [] };
  const state = newState(declaration, session.clock.now());
  const work = begin(context, { declaration, state, alwaysReadAccount: true });
  const prepared = await prepare(work);
  if (prepared.reading.type === "unreachable") throw prepared.reading.because;
  const reasons = prepared.violations.map(describeViolation);
  const changes = changesOf(prepared.plan);
  if (changes.length > 0) {
    const who = listNames(changes.map(({ user }) => user));
    reasons.push(`${kind.listing}: ${countOf(changes.length, "user")} not as declared: ${who}.`);
  }
  if (reasons.length > 0) throw new GuardError(kind.resource, reasons);
  return { id: newResourceId(work), declaration, state: stateAfter(work, prepared, []) };
}
