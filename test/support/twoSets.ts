import { deepEqual, equal } from "node:assert/strict";
import type { Chime } from "./chime";
import { ACCOUNT, idOf } from "./people";
import type { Run, Stack } from "./stack";

/** Whom the two sets of a program list. */
export interface People {
  readonly a: readonly number[];
  readonly b: readonly number[];
}

/** What a program of two sets reads as `people.json`, so that its people change without it. */
export function peopleJson({ a, b }: People): object {
  return { accountId: ACCOUNT, a: a.map(idOf), b: b.map(idOf) };
}

export async function ok(run: Promise<Run>): Promise<string> {
  const { exitCode, output } = await run;
  equal(exitCode, 0, output);
  return output;
}

/** From nothing to two sets, once more without a call, users moving both ways without a write, and back. */
export async function liveTwoSets(
  stack: Stack,
  chime: Chime,
  declare: (people: People) => Promise<void>,
): Promise<void> {
  await declare({ a: [1, 2], b: [3] });
  await ok(stack.up());
  deepEqual(chime.suspended(), [1, 2, 3].map(idOf));
  chime.lines();
  await ok(stack.up("--expect-no-changes"));
  deepEqual(chime.lines(), []);
  await declare({ a: [1, 3], b: [2] });
  await ok(stack.up());
  deepEqual(chime.writes(), []);
  deepEqual(chime.suspended(), [1, 2, 3].map(idOf));
  await ok(stack.destroy());
  deepEqual(chime.suspended(), []);
}
