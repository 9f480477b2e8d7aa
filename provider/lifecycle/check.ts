import type { InputError } from "../errors/inputError";
import type { Violation } from "../plan/guards";
import { begin } from "./begin";
import { claimUsers } from "./conflicts";
import { type Context, isListingSecret, type Work } from "./context";
import { correctClaims } from "./correctedClaims";
import { describeResource } from "./describeResource";
import { type InputFailure, parseInputs } from "./parseInputs";
import { emptyState, type Props } from "./state";

/** What the arguments say, and what is wrong with them. */
export interface Checked {
  /** The declaration as the work of a create, for whoever previews that. */
  readonly work: Work;
  readonly failures: readonly InputFailure[];
  /** Which resources that were checked before stand in its way. */
  readonly conflicts: readonly Violation[];
  /** Whether it makes sense to ask the account: neither the arguments nor the provider's own settings are wrong. */
  readonly isUsable: boolean;
}

/** A violation as a check failure, which names the property itself. */
export function failureOf({ property, message }: Violation): InputFailure {
  return { property, reason: message };
}

/** A setting is no argument of the resource, so that no property is named beside it. */
export function failureOfSetting(error: InputError): InputFailure {
  return { property: "", reason: error.message };
}

/** A failure of a secret argument, which says what is wrong and not what was given. */
function withoutValues({ property, reason }: InputFailure): InputFailure {
  return { property, reason: reason.replace(/"(?:[^"\\]|\\.)*"|(?<=, got ).*$/gs, "[secret]") };
}

/** What is wrong with the provider's settings: whole at the first resource, since the same holds for all. */
async function findFaults({ kind, session, urn }: Context): Promise<InputFailure[]> {
  const faults = await session.findFaults();
  if (faults.length === 0) return [];
  const resource = describeResource(kind, urn);
  const at = session.faultsToldAt(resource);
  if (at === resource) return faults.map(failureOfSetting);
  return [{ property: "", reason: `The provider's settings are wrong, see the error of ${at}.` }];
}

/**
 * Pulumi's check: validates the arguments, makes a declaration of them, and notes who lists whom. It asks the service
 * nothing. `news` are the arguments as the program gives them, `olds` the inputs that check made of them last time;
 * `ignores`: whether the program ignores changes of its users.
 */
export async function check(context: Context, olds: Props, news: Props, ignores: boolean = false): Promise<Checked> {
  const { kind, session, secretArguments } = context;
  const moment = await session.asOf.moment();
  const { declaration, failures } = parseInputs(kind, news, olds, moment, ignores);
  session.places.note(context, news[kind.listing]);
  const work = begin(context, { declaration, state: emptyState(declaration), alwaysReadAccount: true });
  const isSecret = ({ property }: InputFailure): boolean => secretArguments.includes(property);
  const told = failures.map((failure) => (isSecret(failure) ? withoutValues(failure) : failure));
  const wrong = [...told, ...(await findFaults(context))];
  const isUsable = wrong.length === 0;
  session.others(kind).turns.noteChecked(context.urn);
  // Of a new resource it is known that it keeps nobody yet, but for whom it has left on the account before.
  const { accountId } = declaration;
  const { urn } = context;
  const state = session.replacements.on(urn, accountId) ?? work.state;
  const isNew = Object.keys(olds).length === 0;
  if (isNew) session.handovers(kind).note({ urn, accountId, isSecret: isListingSecret(context), state });
  if (failures.length === 0) correctClaims(context, declaration);
  const conflicts = failures.length === 0 ? claimUsers(work) : [];
  // It may take the place of another one, of which the state has nothing any more once this one is made.
  if (isNew) await session.learnStored(kind);
  await session.asOf.tellSet(session.report);
  return { work, failures: wrong, conflicts, isUsable };
}
