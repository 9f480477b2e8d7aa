import { anyOf, type CallOptions, withPatience } from "../chime/callOptions";
import type { ChimeClient } from "../chime/client";
import { isAnswerLost } from "../chime/retry/classifyFailure";
import { ApiError } from "../errors/apiError";
import { ChimeUsersError } from "../errors/chimeUsersError";
import type { Clock } from "../model/clock";
import type { UserKey } from "../model/userKey";
import { type Batch, batchesOf } from "../plan/batches";
import type { Change } from "../plan/verdict";
import { Brake, NotTried } from "./brake";
import { CANCELLED, CANCELLED_MESSAGE, isForCancellation } from "./cancelled";
import { lookAgain } from "./lookAgain";
import { mayBeOneMember, Narrowing } from "./narrowing";
import type { Failure, Outcome } from "./outcome";
import { sendBatch } from "./sendBatch";
import { ANSWER_LOST, type Treatment } from "./userErrors";

/** How often users with a passing fault are sent, the first time included. */
const ROUNDS = 5;
const FIRST_PAUSE_MS = 200;

/** What a plan is carried out with. */
export interface Application {
  readonly client: ChimeClient;
  readonly accountId: string;
  /** Whether it is a Team account: there a request whose answer got lost is not repeated unseen. */
  readonly team: boolean;
  readonly changes: readonly Change[];
  /** Whom the last run failed to change, and who were looked at since: "not found" once more is not a passing fault. */
  readonly failedBefore?: ReadonlySet<UserKey>;
  readonly clock: Clock;
  /** Has nothing more sent: requests under way come to their end, and what is left has failed as cancelled. */
  readonly stop?: AbortSignal | undefined;
  /** What is not done once the service has answered no call of the client for so many milliseconds has failed. */
  readonly patienceMs: number;
  /**
   * Asked right before changes are sent, repeated ones included: which of them are not to be made any more. These have no
   * outcome; whoever withholds one knows what has become of it.
   */
  withhold?(changes: readonly Change[]): readonly Change[];
  /** Told of changes whose answer has come, or won't come any more: once each time that they were sent. */
  onAnswered?(changes: readonly Change[]): void;
  /** Told of each request that is sent, repeated ones and looks at users included. */
  onCall?(): void;
  /** Told of changes that have ended. */
  onOutcomes?(outcomes: readonly Outcome[]): void;
}

function codeOf(error: unknown): string {
  if (ApiError.isInstance(error)) return error.awsCode ?? error.kind;
  if (error instanceof NotTried) return codeOf(error.because);
  return ChimeUsersError.isInstance(error) ? error.code : "Unknown";
}

/** The client has tried a request again as often as it makes sense; only one about a single user is worth a look. */
function treatmentOfRequest(error: unknown, users: number): Treatment {
  const kind = ApiError.isInstance(error) ? error.kind : undefined;
  return users === 1 && (kind === "notFound" || kind === "conflict") ? "look" : "final";
}

/** What became of users who were not sent any more because the run was cancelled. */
function failCancelled({ changes }: Batch, error: unknown): Failure[] {
  return changes.map((change) => ({
    change,
    done: false,
    code: CANCELLED,
    message: CANCELLED_MESSAGE,
    treatment: "final",
    lost: isAnswerLost(error),
  }));
}

function failAll({ changes }: Batch, error: unknown): Failure[] {
  const message = error instanceof Error ? error.message : String(error);
  return changes.map((change) => ({
    change,
    done: false,
    code: codeOf(error),
    message,
    treatment: treatmentOfRequest(error, changes.length),
    lost: isAnswerLost(error),
  }));
}

/** Whether the service does not find the user; an answer that names no error has its kind as code. */
function isNotFound({ code }: Failure): boolean {
  return code.toLowerCase() === "notfound";
}

/** Changes that are not to be made any more, thrown in place of sending them. */
class Withheld extends Error {
  override readonly name: string = "Withheld";
  readonly changes: ReadonlySet<Change>;

  constructor(changes: readonly Change[]) {
    super("not to be changed any more");
    this.changes = new Set(changes);
  }
}

/** One carrying out of a plan. */
class Run {
  readonly #application: Application;
  readonly #signal: AbortSignal | undefined;
  readonly #brake = new Brake();
  readonly #narrowing: Narrowing;
  readonly #looked = new Set<Change>();

  constructor(application: Application, signal: AbortSignal | undefined) {
    const { client, accountId } = application;
    this.#application = application;
    this.#signal = signal;
    this.#narrowing = new Narrowing({
      send: (batch) => this.#sendOnce(batch),
      fail: (batch, error) => (this.#isCancelled(error) ? failCancelled(batch, error) : failAll(batch, error)),
      accountExists: () =>
        client.getAccount(accountId, this.#looking).then(
          () => true,
          (error: unknown) => !(ApiError.isInstance(error) && error.kind === "notFound"),
        ),
    });
  }

  /** How users are looked at, and the account. */
  get #looking(): CallOptions {
    return { signal: this.#signal, stop: this.#application.stop, beforeSending: () => this.#application.onCall?.() };
  }

  /** Sends a batch, behind which so many are left, it included. Never throws: what goes wrong is an outcome of each of its users. */
  async send(batch: Batch, left: number): Promise<Outcome[]> {
    try {
      return await this.#sendOnce(batch, left);
    } catch (error) {
      if (this.#isCancelled(error)) return failCancelled(batch, error);
      if (mayBeOneMember(error)) return this.#narrowing.narrow(batch, error);
      return failAll(batch, error);
    }
  }

  #isCancelled(error: unknown): boolean {
    return isForCancellation(error, this.#application.stop);
  }

  /** Sends a batch, without those who are not to be changed any more; throws what refuses it as a whole. */
  async #sendOnce(batch: Batch, left?: number): Promise<Outcome[]> {
    try {
      return await this.#sendAll(batch, left);
    } catch (error) {
      if (!(error instanceof Withheld)) throw error;
      const changes = batch.changes.filter((change) => !error.changes.has(change));
      return changes.length === 0 ? [] : this.#sendOnce({ ...batch, changes }, left);
    }
  }

  async #sendAll(batch: Batch, left: number | undefined): Promise<Outcome[]> {
    const { client, accountId, team, withhold, onCall, onAnswered } = this.#application;
    const { action, changes } = batch;
    const beforeSending = (): void => {
      this.#brake.check(action);
      const withheld = withhold?.(changes) ?? [];
      if (withheld.length > 0) throw new Withheld(withheld);
      onCall?.();
    };
    const afterSending = (): void => onAnswered?.(changes);
    try {
      const sending = { beforeSending, afterSending, repeatLost: !team, ...(left === undefined ? {} : { left }) };
      const options = { signal: this.#signal, stop: this.#application.stop, ...sending };
      const outcomes = await sendBatch(client, accountId, batch, options);
      this.#brake.passed(action);
      return outcomes;
    } catch (error) {
      if (error instanceof Withheld || this.#isCancelled(error)) throw error;
      this.#brake.failed(action, error);
      if (!team || !isAnswerLost(error)) throw error;
      return failAll(batch, error).map((failure) => ({ ...failure, code: ANSWER_LOST, treatment: "look" }));
    }
  }

  /** What becomes of an outcome in a round: it stands, or its change is sent again. */
  async decide(outcome: Outcome, round: number): Promise<Outcome | "again"> {
    if (outcome.done || round >= ROUNDS) return outcome;
    const { treatment } = outcome;
    if (treatment === "retry") return "again";
    const lost = outcome.code === ANSWER_LOST;
    if (treatment === "final" || (this.#looked.has(outcome.change) && !lost)) return outcome;
    this.#looked.add(outcome.change);
    const { client, accountId, team, failedBefore } = this.#application;
    const decided = await lookAgain({ client, accountId, team, options: this.#looking }, outcome);
    return decided === "again" && isNotFound(outcome) && failedBefore?.has(outcome.change.user) ? outcome : decided;
  }
}

/** Does the work for some items at once, and begins another as soon as one ends. */
async function inWindow<T>(
  items: readonly T[],
  size: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const left = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of left) await work(item, index);
  };
  await Promise.all(Array.from({ length: size }, worker));
}

async function carryOut(application: Application, signal: AbortSignal | undefined): Promise<Outcome[]> {
  const run = new Run(application, signal);
  const settled: Outcome[] = [];
  let pending = application.changes;
  for (let round = 1; pending.length > 0; round += 1) {
    const again: Change[] = [];
    const batches = batchesOf(pending);
    const send = async (batch: Batch, index: number): Promise<void> => {
      const outcomes = await run.send(batch, batches.length - index);
      const decided = await Promise.all(outcomes.map((outcome) => run.decide(outcome, round)));
      const ended = decided.filter((one) => one !== "again");
      decided.forEach((one, i) => {
        if (one === "again" && outcomes[i]) again.push(outcomes[i].change);
      });
      settled.push(...ended);
      application.onOutcomes?.(ended);
    };
    // Twice as many as go out at once: enough to keep the client busy, and few to be under way when a service is down.
    await inWindow(batches, 2 * application.client.maxConcurrency, send);
    pending = again;
    if (pending.length > 0)
      await application.clock
        .sleep(FIRST_PAUSE_MS * 2 ** (round - 1), anyOf(signal, application.stop))
        .catch(() => undefined);
  }
  return settled;
}

/**
 * Carries changes out in full batches, as many at once as the client lets through, and returns one outcome for each that is
 * not withheld.
 * Never throws for what the service does: a fault is the outcome of the users that it hit. Users with a passing
 * fault are tried again together, so that they too go in full batches.
 */
export async function applyPlan(application: Application): Promise<Outcome[]> {
  const { clock, patienceMs, client } = application;
  return withPatience({ patienceMs }, clock, client.progress, (signal) => carryOut(application, signal));
}
