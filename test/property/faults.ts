import type { ChimeServer, Fault } from "../../provider/testing";
import { idOf } from "./people";

export type WriteOperation = "BatchSuspendUser" | "BatchUnsuspendUser" | "BatchUpdateUser";
export type ReadOperation = "GetAccount" | "GetUser" | "ListUsers";

export const WRITES: readonly WriteOperation[] = ["BatchSuspendUser", "BatchUnsuspendUser", "BatchUpdateUser"];

/** Codes of a single user that pass by themselves, and codes that stay. */
export const PASSING_CODES = ["Throttled", "Throttling", "ServiceUnavailable", "ServiceFailure"] as const;
export const FINAL_CODES = ["Forbidden", "BadRequest", "Conflict", "Unprocessable", "SomethingNew"] as const;

/** Ways in which requests fail that pass by themselves. */
const PASSING_WAYS = {
  throttle: { status: 429, name: "ThrottledClientException" },
  unavailable: { status: 503 },
  internal: { status: 500 },
  drop: { connection: "drop" },
  dropDone: { connection: "drop", applied: true },
  truncate: { connection: "truncate" },
  malformed: { connection: "malformed" },
} as const satisfies Readonly<Record<string, Fault>>;

export type PassingWay = keyof typeof PASSING_WAYS;
export const PASSING_WAY_NAMES = Object.keys(PASSING_WAYS) as readonly PassingWay[];

/** Something that goes wrong during one operation of the engine. */
export type Trouble =
  /** One user fails inside an answer of 200; `done`: the change is made all the same. */
  | {
      readonly how: "user";
      readonly who: number;
      readonly code: string;
      readonly times: number;
      readonly done: boolean;
    }
  /** Every batch that has this user is refused as a whole. */
  | { readonly how: "member"; readonly who: number; readonly status: 400 | 404 | 409 }
  /** The next requests of an operation fail in a way that passes. */
  | {
      readonly how: "requests";
      readonly operation: WriteOperation | ReadOperation | "InviteUsers";
      readonly way: PassingWay;
      readonly times: number;
    }
  /** The next requests of an operation are refused for no reason that is told. */
  | { readonly how: "refused"; readonly operation: WriteOperation; readonly times: number }
  /** The caller may not use the operation. */
  | { readonly how: "denied"; readonly operation: WriteOperation | ReadOperation };

const MEMBER_CODES = { 400: "BadRequest", 404: "NotFound", 409: "Conflict" } as const;

function scriptOne({ faults }: ChimeServer, trouble: Trouble): void {
  if (trouble.how === "user") {
    const { who, code, times, done } = trouble;
    faults.user(idOf(who), { code, times, applied: done });
  } else if (trouble.how === "member") {
    // Reading the user is not meant: without the operation the fault would strike GetUser as well.
    for (const operation of WRITES) {
      faults.user(idOf(trouble.who), { operation, code: MEMBER_CODES[trouble.status], status: trouble.status });
    }
  } else if (trouble.how === "requests") {
    faults.next(trouble.operation, PASSING_WAYS[trouble.way], trouble.times);
  } else if (trouble.how === "refused") {
    faults.next(trouble.operation, { status: 400, name: "BadRequestException" }, trouble.times);
  } else {
    faults.always(trouble.operation, { status: 403, name: "ForbiddenException" });
  }
}

/** Scripts what goes wrong from now on, instead of what did before. */
export function script(server: ChimeServer, troubles: readonly Trouble[]): void {
  server.faults.clear();
  for (const trouble of troubles) scriptOne(server, trouble);
}

/** Lets the process die on its way: after so many requests of each writing operation no other does anything. */
export function scriptDeath(server: ChimeServer, writes: number): void {
  for (const operation of WRITES) {
    if (writes > 0) server.faults.next(operation, {}, writes);
    server.faults.always(operation, { status: 403 });
  }
}

/** As often as this a user, or a request, may fail in passing and still has to be done in the end. */
const PATIENCE = 4;

function isPassingCode(code: string): boolean {
  return PASSING_CODES.some((passing) => passing === code);
}

/** What the troubles excuse. */
export class Excuses {
  readonly #troubles: readonly Trouble[];

  constructor(troubles: readonly Trouble[]) {
    this.#troubles = troubles;
  }

  get any(): boolean {
    return this.#troubles.length > 0;
  }

  /** Whether a user may be left undone, and told of. */
  mayFail(operation: WriteOperation, userId: string): boolean {
    return this.#requestsMayFail(operation) || this.#userMayFail(userId);
  }

  /** Whether a user who was told of as failed may have been changed all the same. */
  mayBeDoneUnseen(operation: WriteOperation, userId: string): boolean {
    return this.#troubles.some(
      (trouble) =>
        (trouble.how === "user" && idOf(trouble.who) === userId && trouble.done) ||
        (trouble.how === "requests" && trouble.operation === operation),
    );
  }

  /** Whether an account may be out of reach. */
  get readsMayFail(): boolean {
    return (["GetAccount", "GetUser", "ListUsers"] as const).some((operation) => this.#requestsMayFail(operation));
  }

  #requestsMayFail(operation: WriteOperation | ReadOperation): boolean {
    const mine = this.#troubles.filter((trouble) => "operation" in trouble && trouble.operation === operation);
    const passing = mine.reduce((sum, trouble) => sum + (trouble.how === "requests" ? trouble.times : 0), 0);
    return passing > PATIENCE || mine.some(({ how }) => how === "denied" || how === "refused");
  }

  #userMayFail(userId: string): boolean {
    let passing = 0;
    for (const trouble of this.#troubles) {
      if (!("who" in trouble) || idOf(trouble.who) !== userId) continue;
      if (trouble.how === "member" || !isPassingCode(trouble.code)) return true;
      passing += trouble.times;
    }
    return passing > PATIENCE;
  }
}
