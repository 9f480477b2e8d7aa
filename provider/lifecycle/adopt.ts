import { GuardError } from "../errors/guardError";
import { InputError } from "../errors/inputError";
import { countOf, listNames } from "../model/names";
import type { Kind } from "./kind";
import { parseInputs } from "./parseInputs";
import { prepare } from "./prepare";
import { stateAfter, tellViolation } from "./reconcile";
import { newResourceId } from "./resourceId";
import type { Session } from "./session";
import { emptyState, encodeInputs, encodeState, type Props } from "./state";

/** What the engine would have of a resource that was created where everything was as declared already. */
export interface Adopted {
  readonly id: string;
  readonly inputs: Props;
  readonly outs: Props;
}

/**
 * Makes the state of a resource whose users are all as declared, without a write: for `pulumi import`, which asks a
 * dynamic provider nothing. Each user counts as found so. Throws InputError for wrong arguments, and GuardError where
 * a guard stands against the declaration or a user is not as declared.
 */
export async function adopt(kind: Kind, session: Session, args: Props): Promise<Adopted> {
  const { declaration, failures } = parseInputs(kind, args, {});
  const [failure] = failures;
  if (failure) throw new InputError(failure.property, failure.reason);
  const preparation = { kind, session, declaration, state: emptyState(declaration), alwaysReadAccount: true };
  const prepared = await prepare(preparation);
  if (prepared.readError !== undefined) throw prepared.readError;
  const reasons = prepared.violations.map(tellViolation);
  const { steps } = prepared.plan;
  if (steps.length > 0) {
    const who = listNames(steps.map(({ user }) => user));
    reasons.push(`${kind.listing}: ${countOf(steps.length, "user")} not as declared: ${who}.`);
  }
  if (reasons.length > 0) throw new GuardError(kind.resource, reasons);
  return {
    id: newResourceId(declaration),
    inputs: encodeInputs(kind, declaration),
    outs: encodeState(stateAfter(preparation, prepared, [])),
  };
}
