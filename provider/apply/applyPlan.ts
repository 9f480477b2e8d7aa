import type { ChimeClient } from "../chime/client";
import { ApiError } from "../errors/apiError";
import { ChimeUsersError } from "../errors/chimeUsersError";
import type { Clock } from "../model/clock";
import { type Batch, batchesOf } from "../plan/batches";
import type { Step } from "../plan/plan";
import type { Outcome } from "./outcome";
import { sendBatch } from "./sendBatch";

/** Codes that a single user may get and that pass by themselves. */
const PASSING = new Set(["Throttled", "Throttling", "ServiceUnavailable", "ServiceFailure"]);

/** How often users with a passing fault are tried, the first time included. */
const ROUNDS = 5;
const FIRST_PAUSE_MS = 200;

/** What a plan is carried out with. */
export interface Application {
  readonly client: ChimeClient;
  readonly accountId: string;
  readonly steps: readonly Step[];
  readonly clock: Clock;
  /** Told of each batch when it is through. */
  onOutcomes?(outcomes: readonly Outcome[]): void;
}

function failAll(steps: readonly Step[], error: unknown): Outcome[] {
  const code = ApiError.isInstance(error)
    ? (error.awsCode ?? error.kind)
    : ChimeUsersError.isInstance(error)
      ? error.code
      : "Unknown";
  const message = error instanceof Error ? error.message : String(error);
  return steps.map((step) => ({ step, done: false, code, message }));
}

/** Whether a batch may have been refused for the sake of single members: then halves of it can go through. */
function mayBeOneMember(error: unknown, { steps }: Batch): boolean {
  if (!ApiError.isInstance(error) || steps.length < 2) return false;
  return error.kind === "invalid" || error.kind === "notFound" || error.kind === "conflict";
}

async function sendOrNarrow(application: Application, batch: Batch): Promise<Outcome[]> {
  try {
    return await sendBatch(application.client, application.accountId, batch);
  } catch (error) {
    if (!mayBeOneMember(error, batch)) return failAll(batch.steps, error);
    const middle = Math.ceil(batch.steps.length / 2);
    const halves = [batch.steps.slice(0, middle), batch.steps.slice(middle)];
    const outcomes = await Promise.all(
      halves.map((steps) => sendOrNarrow(application, { action: batch.action, steps })),
    );
    return outcomes.flat();
  }
}

function isPassing(outcome: Outcome): boolean {
  return !outcome.done && PASSING.has(outcome.code);
}

/**
 * Carries steps out in full batches, as many at once as the client lets through, and returns one outcome for each.
 * Never throws for what the service does: a fault is the outcome of the users that it hit. Users with a passing
 * fault are tried again together, so that they too go in full batches.
 */
export async function applyPlan(application: Application): Promise<Outcome[]> {
  const settled: Outcome[] = [];
  let pending = application.steps;
  for (let round = 1; pending.length > 0; round += 1) {
    const send = async (batch: Batch): Promise<Outcome[]> => {
      const outcomes = await sendOrNarrow(application, batch);
      application.onOutcomes?.(outcomes);
      return outcomes;
    };
    const outcomes = (await Promise.all(batchesOf(pending).map(send))).flat();
    const isAgain = (outcome: Outcome): boolean => round < ROUNDS && isPassing(outcome);
    for (const outcome of outcomes) if (!isAgain(outcome)) settled.push(outcome);
    pending = outcomes.filter(isAgain).map((outcome) => outcome.step);
    if (pending.length > 0) await application.clock.sleep(FIRST_PAUSE_MS * 2 ** (round - 1));
  }
  return settled;
}
