import { InputError } from "../errors/inputError";
import type { Violation } from "../plan/guards";
import { claimUsers } from "./conflicts";
import type { Declaration } from "./declaration";
import { hideSecrets } from "./hideSecrets";
import type { Kind } from "./kind";
import { type InputFailure, parseInputs } from "./parseInputs";
import { preview } from "./preview";
import { CLAIMS_ARGUMENT } from "./programClaims";
import type { Session } from "./session";
import { emptyState, encodeInputs, type Props } from "./state";

/** Checked inputs, and what is wrong with them. */
export interface CheckResult {
  readonly inputs: Props;
  readonly failures: readonly InputFailure[];
}

/** A violation as a check failure, which names the property itself. */
function failureOf({ property, message }: Violation): InputFailure {
  return { property, reason: message };
}

/** A failure of a secret argument, which says what is wrong and not what was given. */
function withoutValues({ property, reason }: InputFailure): InputFailure {
  return { property, reason: reason.replace(/"(?:[^"\\]|\\.)*"|(?<=, got ).*$/gs, "[secret]") };
}

/** A setting is no argument of the resource, so that no property is named beside it. */
function failureOfSetting(error: InputError): InputFailure {
  return { property: "", reason: error.message };
}

async function failuresOfCreate(kind: Kind, session: Session, declaration: Declaration): Promise<InputFailure[]> {
  const state = emptyState(declaration);
  try {
    const violations = await preview({ kind, session, declaration, state, alwaysReadAccount: true });
    return violations.map(failureOf);
  } catch (error) {
    if (InputError.isInstance(error)) return [failureOfSetting(error)];
    throw error;
  }
}

/**
 * Pulumi's check: validates the arguments and turns them into inputs. For a resource that does not exist yet this is
 * also the preview of its creation, because the engine asks a dynamic provider nothing else before creating.
 */
export async function check(kind: Kind, session: Session, olds: Props, news: Props): Promise<CheckResult> {
  const { declaration, failures } = parseInputs(kind, news, olds);
  session.noteChecked(declaration.urn);
  session.programClaims.note(news[CLAIMS_ARGUMENT]);
  hideSecrets(kind, session, declaration, emptyState(declaration));
  const isSecret = ({ property }: InputFailure): boolean => declaration.secretArguments.includes(property);
  const told = failures.map((failure) => (isSecret(failure) ? withoutValues(failure) : failure));
  const wrong = [...told, ...(await session.findFaults()).map(failureOfSetting)];
  const isUsable = wrong.length === 0;
  if (failures.length === 0) wrong.push(...claimUsers(kind, session, declaration).map(failureOf));
  const isNew = Object.keys(olds).length === 0;
  if (isUsable && isNew) wrong.push(...(await failuresOfCreate(kind, session, declaration)));
  return { inputs: encodeInputs(kind, declaration), failures: wrong };
}
