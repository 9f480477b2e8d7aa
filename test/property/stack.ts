import type { JournalEntry } from "../../provider/testing";
import type { Account } from "./people";
import type { Json } from "./process";
import type { Declared } from "./program";

/** A resource as the stack's state file has it. */
export interface Kept {
  readonly declared: Pick<Declared, "name" | "kind">;
  readonly id: string;
  readonly inputs: Json;
  readonly outs: Json;
}

/** A user whom the provider tells of as failed. */
export interface Failure {
  readonly user: string;
  readonly userId: string;
  readonly code: string;
}

/** How a resource's turn ended. */
export type Outcome =
  | { readonly end: "done"; readonly failures: readonly Failure[] }
  /** A guard or a check stood against it. */
  | { readonly end: "refused"; readonly reasons: readonly string[] }
  | { readonly end: "failed"; readonly message: string };

/** What the engine did with one resource. `none`: the provider saw no difference. */
export interface Turn {
  readonly verb: "create" | "update" | "delete" | "none" | "read";
  readonly resource: Pick<Declared, "name" | "kind">;
  /** As the program has it; absent for what it does not have, and on refresh. */
  readonly declared?: Declared;
  /** Whether the resource was in the state, and is. */
  readonly keptBefore: boolean;
  readonly keptAfter?: Kept;
  readonly outcome: Outcome;
  /** Whether the process died before it could tell the result. */
  readonly lost: boolean;
}

/** Turns that ran side by side, or one alone, with what they found, left and asked. */
export interface Stage {
  readonly turns: readonly Turn[];
  readonly before: Account;
  readonly after: Account;
  readonly requests: readonly JournalEntry[];
}

/** One provider process from start to end. */
export interface Run {
  readonly what: "preview" | "up" | "refresh" | "destroy";
  readonly stages: readonly Stage[];
  readonly said: readonly string[];
}

/** Whether a turn ended well. A resource that could not be refreshed stays as it was, and stops nobody. */
function isFine({ verb, outcome, lost }: Turn): boolean {
  return (outcome.end === "done" || verb === "read") && !lost;
}

/** Whether the engine goes on after these turns. */
export function goesOn(turns: readonly Turn[]): boolean {
  return turns.every(isFine);
}
