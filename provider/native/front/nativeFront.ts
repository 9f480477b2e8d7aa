import { afterUp } from "../../errors/afterFailures";
import { GuardError } from "../../errors/guardError";
import { UsersFailedError } from "../../errors/usersFailedError";
import { begin } from "../../lifecycle/begin";
import { check, failureOf } from "../../lifecycle/check";
import { compare } from "../../lifecycle/compare";
import { conflictsOf } from "../../lifecycle/conflicts";
import { type Context, isListingSecret, type Work } from "../../lifecycle/context";
import { create } from "../../lifecycle/create";
import type { Declaration } from "../../lifecycle/declaration";
import { deleteResource } from "../../lifecycle/delete";
import { describeResource } from "../../lifecycle/describeResource";
import type { Kind } from "../../lifecycle/kind";
import { type InputFailure, parseInputs } from "../../lifecycle/parseInputs";
import { preview } from "../../lifecycle/preview";
import { read } from "../../lifecycle/read";
import { describeViolation } from "../../lifecycle/reconcile";
import { tellDue } from "../../lifecycle/schedule/tellDue";
import { noteFormerName } from "../../lifecycle/self";
import type { Session } from "../../lifecycle/session";
import { emptyState, othersValue, type Props, type State } from "../../lifecycle/state";
import { tellSecrecy } from "../../lifecycle/tellSecrecy";
import { update } from "../../lifecycle/update";
import { HIDDEN } from "../../model/hiddenArguments";
import { UNKNOWN } from "../../model/unknown";
import type { Violation } from "../../plan/guards";
import { currentOf } from "../../plan/ledger";
import { toHostFailure } from "../../runtime/hostFailure";
import { observedInputs } from "../state/observedInputs";
import { decodeOutputs, encodeOutputs, MADE_OF_NAMES, nextChangeOutput } from "../state/outputs";
import { programInputs } from "../state/programInputs";
import type { Received } from "../wire/readProps";
import { detailedDiff } from "./detailedDiff";
import type { Difference, Found, Reached, Sent, Stored } from "./exchange";
import { type Asked, givenArguments, ignoresUsers, leaveAsSeen } from "./ignoredUsers";
import { importAccount } from "./importAccount";
import type { NativeProcess } from "./nativeProcess";
import type { Refusal } from "./previews";
import { noteCompared, noteMadeAnew } from "./replacement";
import { secretArgumentsOf, secretOutputsOf } from "./secrecy";
import { tellDetectDrift } from "./tellDetectDrift";

/** What the engine is told of a resource that its preview will refuse: that there is one. */
const REFUSED: Difference = { changes: true, replaces: [], places: new Map() };

/**
 * The operations as the engine asks a native provider for them. It tells what a resource is called, what is secret and
 * whether it previews, so that check and diff ask the service nothing.
 */
export class NativeFront {
  readonly #kind: Kind;
  readonly #process: NativeProcess;

  constructor(kind: Kind, process: NativeProcess) {
    this.#kind = kind;
    this.#process = process;
  }

  get #session(): Session {
    return this.#process.session;
  }

  async check(urn: string, olds: Received, news: Received): Promise<{ inputs: Sent; failures: InputFailure[] }> {
    const { arrivals, claims, previews } = this.#process;
    const ofProgram = news.props[HIDDEN.claims];
    arrivals.note(ofProgram !== undefined);
    // A program in TypeScript says what the engine tells nobody before the first preview of a resource.
    if (ofProgram !== undefined) previews.noteRun(news.props[HIDDEN.preview] === true);
    this.#session.programClaims.note(ofProgram);
    const context = this.#contextOf(urn, news);
    const given = givenArguments(this.#kind, olds.props, news.props);
    const { failures, conflicts, work } = await check(context, programInputs(this.#kind, olds.props), given);
    if (failures.length === 0) this.#process.checked.add(urn);
    if (ofProgram === undefined && failures.length === 0) claims.add(this.#kind, urn, work.declaration);
    const props = programInputs(this.#kind, given);
    const inputs = { props, secretNames: news.secretNames };
    if (failures.length > 0 && previews.isPreview === true) {
      const error = this.#wrong(urn, failures);
      previews.refuse(urn, () => error);
      return { inputs, failures: [] };
    }
    // A preview says it with all else; where it is not known what the run is, so does whoever is about to write.
    const told = previews.isPreview === false ? conflicts.map(failureOf) : [];
    return { inputs, failures: [...failures, ...told] };
  }

  #wrong(urn: string, failures: readonly InputFailure[]): GuardError {
    const reasons = failures.map((failure) => toHostFailure(failure).reason);
    return new GuardError(describeResource(this.#kind, urn), reasons);
  }

  async diff(urn: string, stored: Stored, news: Asked): Promise<Difference> {
    if (this.#process.previews.isRefused(urn)) return REFUSED;
    const work = await this.#workOf(urn, stored, news);
    // A refresh compares too, before the engine comes to what the program wants.
    const isOfProgram = this.#process.checked.has(urn);
    if (isOfProgram) noteFormerName(work);
    const { replaces, counted, ...difference } = await compare(work);
    const secret = this.#newlySecret(stored, news);
    const changes = difference.changes || secret.length > 0;
    if (isOfProgram && replaces.length === 0) tellDetectDrift(this.#process, urn, stored.outputs.props);
    const compared = { urn, work, before: this.#contextOf(urn, stored.inputs) };
    noteCompared(this.#process, compared, replaces.length > 0);
    if (!changes) {
      if (isOfProgram && this.#refuseLater(urn, work)) return REFUSED;
      if (isOfProgram) await tellDue(work);
      return { changes, replaces, places: new Map() };
    }
    if (replaces.length === 0) tellSecrecy(work, secret);
    const places = detailedDiff(this.#kind, {
      before: stored.inputs.props,
      now: news.props,
      secretNames: [...stored.inputs.secretNames, ...news.secretNames],
      due: this.#dueIn({ ...work, state: counted }),
    });
    return { changes, replaces, places };
  }

  async create(urn: string, news: Received, isPreview: boolean): Promise<Reached & { id: string }> {
    const context = this.#contextOf(urn, news);
    const declaration = await this.#declarationOf(urn, news, isPreview);
    await noteMadeAnew(this.#process, urn, isPreview);
    // Whom other resources list, an exclusive set lets be. One that has them so far may be asked about only after this one.
    const coming = !isPreview && declaration.desired.size > 0;
    if (coming || declaration.exclusive) await this.#silence();
    await this.#tell(
      begin(context, { declaration, state: emptyState(declaration), alwaysReadAccount: true }),
      isPreview,
    );
    if (isPreview) {
      this.#session.foreseen.noteMade(this.#kind.resource, urn);
      return { id: "", ...this.#notYet(context, declaration) };
    }
    const { id, state } = await create(context, declaration);
    return { id, ...this.#reached(context, state, news) };
  }

  async update(urn: string, stored: Stored, news: Asked, isPreview: boolean): Promise<Reached> {
    const work = await this.#workOf(urn, stored, news, isPreview);
    const { desired } = work.declaration;
    const { holdings } = work.state.ledger;
    const leaving = work.state.moved.length > 0 || [...holdings.keys()].some((key) => !desired.has(key));
    const coming = !isPreview && [...desired.keys()].some((key) => !holdings.has(key));
    if (leaving || coming || work.declaration.exclusive) await this.#silence();
    await this.#tell(work, isPreview);
    if (isPreview) return this.#notYet(this.#contextOf(urn, news), work.declaration);
    const state = await update(work, work.state, work.declaration);
    return this.#reached(this.#contextOf(urn, news), state, news);
  }

  async read(urn: string, id: string, stored: Stored): Promise<Found | undefined> {
    if (Object.keys(stored.outputs.props).length === 0) return this.#import(urn, id);
    const context = this.#contextOf(urn, stored.inputs);
    const result = await read(context, this.#stateOf(stored));
    if (result.is === "gone") return undefined;
    if (result.is === "unread") return { id, outputs: stored.outputs, inputs: stored.inputs };
    const inputs = observedInputs(this.#kind, stored.inputs.props, result.declaration);
    return { id, ...this.#found(context, result.state, { props: inputs, secretNames: stored.inputs.secretNames }) };
  }

  async delete(urn: string, stored: Stored): Promise<void> {
    await deleteResource(this.#contextOf(urn, stored.inputs), this.#stateOf(stored));
  }

  async #import(urn: string, id: string): Promise<Found> {
    const context = this.#contextOf(urn, { props: {}, secretNames: [] });
    const { id: adopted, args, state } = await importAccount(context, id);
    return { id: adopted, ...this.#found(context, state, { props: args, secretNames: [] }) };
  }

  #found(context: Context, state: State, inputs: Sent): { outputs: Sent; inputs: Sent } {
    const secretNames = secretOutputsOf(context.secretArguments, state.moved);
    return { outputs: { props: this.#outputsOf(state, inputs), secretNames }, inputs };
  }

  #outputsOf(state: State, inputs: Received): Props {
    return encodeOutputs(this.#kind, state, inputs.props, this.#process.detectsDrift());
  }

  #silence(): Promise<void> {
    return this.#process.arrivals.silence(() => this.#session.others(this.#kind).countElsewhere());
  }

  #contextOf(urn: string, args: Received): Context {
    const kind = this.#kind;
    return {
      kind,
      session: this.#session,
      urn,
      secretArguments: secretArgumentsOf(kind, args),
      signal: this.#process.signal,
      conflicts: "apart",
      isUntold: !this.#process.arrivals.isToldByProgram,
      untilAsked: () => this.#silence(),
    };
  }

  /** Nothing is named that was secret before, either. */
  async #workOf(urn: string, { inputs, outputs }: Stored, news: Asked, isPreview = true): Promise<Work> {
    const secretNames = [...new Set([...news.secretNames, ...inputs.secretNames])];
    const state = this.#stateOf({ inputs, outputs });
    const said = await this.#declarationOf(urn, news, isPreview);
    const ignores = ignoresUsers(this.#kind, news, inputs.props);
    const declaration = ignores ? leaveAsSeen(said, state) : said;
    const context = this.#contextOf(urn, { props: news.props, secretNames });
    return begin(context, { declaration, state });
  }

  /**
   * Whose entry counts is decided as check has decided it: by one moment for the whole run. What check has found wrong is
   * never written, though the engine should go on.
   */
  async #declarationOf(urn: string, { props }: Received, isPreview: boolean): Promise<Declaration> {
    const moment = await this.#session.asOf.moment();
    const { declaration, failures } = parseInputs(this.#kind, props, props, moment);
    if (!isPreview && failures.length > 0) throw this.#wrong(urn, failures);
    return declaration;
  }

  /** The arguments that are secret now, and of which the state has what was made of them in clear. */
  #newlySecret({ outputs }: Stored, news: Received): string[] {
    const isClear = "userIds" in outputs.props && !outputs.secretNames.includes("userIds");
    return isClear ? secretArgumentsOf(this.#kind, news) : [];
  }

  #stateOf({ outputs, inputs }: Stored): State {
    return decodeOutputs(this.#kind, outputs.props, inputs.props);
  }

  /** Whom the state has otherwise than declared, or has left from a failure. */
  #dueIn({ kind, state, declaration }: Work): Map<string, "add" | "delete"> {
    const current = currentOf(state.ledger, othersValue(kind));
    const { desired } = declaration;
    const due = new Map<string, "add" | "delete">(state.failures.map(({ user }) => [user, "add"]));
    for (const [key, value] of desired) if (current.get(key) !== value) due.set(key, "add");
    for (const key of current.keys()) if (!desired.has(key)) due.set(key, "delete");
    return due;
  }

  /** Shows what is going to be done and throws where a guard stands against it; after those who write to the account now. */
  async #tell(work: Work, isPreview: boolean): Promise<void> {
    const { session, previews } = this.#process;
    this.#process.noteRun(isPreview);
    const tell = async (): Promise<Refusal> => this.#refusalOf(work, await preview(work));
    if (isPreview) return previews.run(work.urn ?? "", tell);
    const refusal = await session.exclusively(work.declaration.accountId, tell);
    const error = refusal();
    if (error) throw error;
  }

  /** What stands against a plan, and who else lists its users, which is known whole once all resources were asked about. */
  #refusalOf(work: Work, violations: readonly Violation[]): Refusal {
    return () => {
      const all = [...violations, ...conflictsOf(work)].map(describeViolation);
      return all.length === 0 ? undefined : new GuardError(describeResource(this.#kind, work.urn), all);
    };
  }

  /** Leaves it to the preview of a resource without changes to refuse it; throws where none follows. False: nothing stands against it. */
  #refuseLater(urn: string, work: Work): boolean {
    const { previews } = this.#process;
    const refusal = this.#refusalOf(work, []);
    const error = refusal();
    if (error && previews.isPreview === false) throw error;
    if (error) previews.refuse(urn, refusal);
    else previews.note(urn, refusal);
    return error !== undefined;
  }

  #reached(context: Context, state: State, news: Received): Reached {
    const { urn, secretArguments } = context;
    const { failures } = state;
    const sent = {
      props: this.#outputsOf(state, news),
      secretNames: secretOutputsOf(secretArguments, state.moved),
    };
    if (failures.length === 0) return sent;
    const isSecret = isListingSecret(context);
    const after = afterUp(failures, state.ledger.holdings.keys());
    const { message } = new UsersFailedError(describeResource(this.#kind, urn), failures, after, isSecret);
    return { ...sent, failure: this.#session.secrets.mask(message) };
  }

  /**
   * The outputs of a preview. When the next entry begins or ends is said by the arguments alone; nothing else is known before
   * it is done.
   */
  #notYet({ kind, secretArguments }: Context, { accountId, nextChange, unknowns }: Declaration): Sent {
    const isKnown = (name: string): boolean => !unknowns.includes(name);
    const unknown = MADE_OF_NAMES.map((name) => [name, UNKNOWN]);
    return {
      props: {
        accountId: isKnown("accountId") ? accountId : UNKNOWN,
        ...Object.fromEntries(unknown),
        ...(isKnown(kind.listing) ? nextChangeOutput(nextChange) : {}),
      },
      secretNames: secretOutputsOf(secretArguments, []),
    };
  }
}
