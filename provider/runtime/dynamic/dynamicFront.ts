import { GuardError } from "../../errors/guardError";
import { InputError } from "../../errors/inputError";
import { begin } from "../../lifecycle/begin";
import { check, failureOf, failureOfSetting } from "../../lifecycle/check";
import { compare } from "../../lifecycle/compare";
import type { Context, Work } from "../../lifecycle/context";
import { create } from "../../lifecycle/create";
import type { Declaration } from "../../lifecycle/declaration";
import { deleteResource } from "../../lifecycle/delete";
import { describeResource } from "../../lifecycle/describeResource";
import type { Kind } from "../../lifecycle/kind";
import type { InputFailure } from "../../lifecycle/parseInputs";
import { preview } from "../../lifecycle/preview";
import { read } from "../../lifecycle/read";
import { describeViolation } from "../../lifecycle/reconcile";
import { tellDue } from "../../lifecycle/schedule/tellDue";
import type { Session } from "../../lifecycle/session";
import { decodeInputs, decodeState, encodeInputs, encodeState, type Props, type State } from "../../lifecycle/state";
import { tellReplacement } from "../../lifecycle/tellReplacement";
import { tellSecrecy } from "../../lifecycle/tellSecrecy";
import { update } from "../../lifecycle/update";
import { HIDDEN } from "../../model/hiddenArguments";
import { storeFailures } from "../../model/userFailure";
import type { Violation } from "../../plan/guards";
import { decodeIdentity, encodeIdentity, type Identity, newlySecret, withSecretsOf } from "./identity";
import { Refreshes } from "./refreshes";

/** What one process shares between the resources of both kinds. */
export interface DynamicProcess {
  readonly session: Session;
  readonly refreshes: Refreshes;
}

/** What a new process begins with. */
export function openProcess(session: Session): DynamicProcess {
  return { session, refreshes: new Refreshes() };
}

type Given = Readonly<Props>;

/**
 * The operations as Pulumi's dynamic provider host asks for them: props in, props out. The host tells neither what a
 * resource is called nor whether the engine previews, so that check is the preview of a create and diff that of an update.
 */
export class DynamicFront {
  readonly #kind: Kind;
  readonly #process: DynamicProcess;

  constructor(kind: Kind, process: DynamicProcess) {
    this.#kind = kind;
    this.#process = process;
  }

  async check(olds: Given, news: Given): Promise<{ inputs: Props; failures: InputFailure[] }> {
    const given = decodeIdentity(news);
    const { session, refreshes } = this.#process;
    refreshes.noteChecked(given.urn);
    session.programClaims.note(news[HIDDEN.claims]);
    const { work, failures, conflicts, isUsable } = await check(this.#contextOf(given), olds, news, given.ignores);
    const identity = { ...given, ignores: given.ignores || work.declaration.ignored === true };
    const isNew = Object.keys(olds).length === 0;
    const against = isUsable && isNew ? await againstCreate(work) : [];
    return {
      inputs: this.#encodeInputs(identity, work.declaration),
      failures: [...failures, ...conflicts.map(failureOf), ...against],
    };
  }

  async diff(id: string, outs: Given, inputs: Given): Promise<{ changes: boolean; replaces?: string[] }> {
    const [identity, before] = [decodeIdentity(inputs), decodeIdentity(outs)];
    const state = decodeState(this.#kind, outs);
    const context = this.#contextOf(withSecretsOf(identity, before));
    const work = begin(context, { declaration: this.#decodeInputs(inputs), state });
    const secret = newlySecret(before, identity);
    this.#noteRenamed(work, before);
    const { replaces, violations, ...difference } = await compare(work);
    const changes = difference.changes || secret.length > 0;
    if (replaces.length > 0) {
      await tellReplacement(work, { ...context, urn: before.urn ?? context.urn });
      return { changes, replaces: [...replaces] };
    }
    if (this.#process.refreshes.take(id)) return { changes };
    this.#refuse(work, changes ? [] : violations);
    if (!changes) {
      await tellDue(work);
      return { changes };
    }
    tellSecrecy(work, secret);
    this.#refuse(work, await preview(work));
    return { changes };
  }

  async create(inputs: Given): Promise<{ id: string; outs: Props }> {
    const identity = decodeIdentity(inputs);
    const { id, state } = await create(this.#contextOf(identity), this.#decodeInputs(inputs));
    return { id, outs: encodeOuts(this.#kind, this.#inThisRun(identity), state) };
  }

  async update(outs: Given, inputs: Given): Promise<{ outs: Props }> {
    const identity = decodeIdentity(inputs);
    const declaration = this.#decodeInputs(inputs);
    const context = this.#contextOf(withSecretsOf(identity, decodeIdentity(outs)));
    const state = await update(context, decodeState(this.#kind, outs), declaration);
    return { outs: encodeOuts(this.#kind, this.#inThisRun(identity), state) };
  }

  /** An empty `id` tells the engine that the resource is gone. */
  async read(id: string, outs: Given): Promise<{ id: string; outs?: Props; inputs?: Props }> {
    const identity = decodeIdentity(outs);
    const state = decodeState(this.#kind, outs);
    this.#process.refreshes.noteRead(identity.urn, id);
    const result = await read(this.#contextOf(identity), state);
    if (result.is === "gone") return { id: "" };
    if (result.is === "unread") return { id, outs: encodeOuts(this.#kind, identity, state) };
    const inputs = this.#encodeInputs(identity, result.declaration);
    return { id, outs: encodeOuts(this.#kind, identity, result.state), inputs };
  }

  async delete(outs: Given): Promise<void> {
    const identity = decodeIdentity(outs);
    const state = decodeState(this.#kind, outs);
    const stored = { urn: identity.urn, accountId: state.declaration.accountId, state };
    const urn = this.#process.session.presentUrn(this.#kind, stored);
    await deleteResource(this.#contextOf({ ...identity, urn }), state);
  }

  /** A resource that is renamed by an alias, or was imported, is known by its new name from here on: its state has that only with its next update. */
  #noteRenamed({ urn, state }: Work, before: Identity): void {
    const { accountId } = state.declaration;
    if (urn === undefined || urn === before.urn) return;
    this.#process.session.noteRenamed(this.#kind, before.urn, { urn, accountId, state });
  }

  #contextOf({ urn, secretArguments }: Identity): Context {
    return { kind: this.#kind, session: this.#process.session, urn, secretArguments };
  }

  #encodeInputs(identity: Identity, declaration: Declaration): Props {
    return { ...encodeInputs(this.#kind, declaration), ...encodeIdentity(identity) };
  }

  #decodeInputs(inputs: Given): Declaration {
    return { ...decodeInputs(this.#kind, inputs), ignored: decodeIdentity(inputs).ignores };
  }

  /** The run in which a user has failed who fails now. */
  #inThisRun(identity: Identity): Identity {
    return { ...identity, failedIn: this.#process.session.programClaims.run ?? "" };
  }

  #refuse({ urn }: Work, violations: readonly Violation[]): void {
    if (violations.length > 0)
      throw new GuardError(describeResource(this.#kind, urn), violations.map(describeViolation));
  }
}

/** Without a failure there is no word of causes, but where the engine expects it: where they are to be secret. */
function encodeFailures({ failures }: State, isSecret: boolean): Props {
  const stored = storeFailures(failures);
  const isTold = failures.length > 0 || isSecret;
  return { failures: [...stored.failures], ...(isTold ? { failureCauses: [...stored.failureCauses] } : {}) };
}

/** The state with what a dynamic provider has to keep beside it; what was said of many failures stands in it once. */
export function encodeOuts(kind: Kind, identity: Identity, state: State): Props {
  const { failedIn } = identity;
  const isSecret = identity.secretArguments.length > 0;
  return {
    ...encodeState(kind, state, isSecret),
    ...encodeFailures(state, isSecret),
    ...encodeIdentity(identity),
    ...(state.failures.length === 0 || failedIn === undefined ? {} : { [HIDDEN.failedIn]: failedIn }),
  };
}

/** What stands against a create, as check failures: the engine asks a dynamic provider nothing else before it. */
async function againstCreate(work: Work): Promise<InputFailure[]> {
  try {
    return (await preview(work)).map(failureOf);
  } catch (error) {
    if (InputError.isInstance(error)) return [failureOfSetting(error)];
    throw error;
  }
}
