import type { Demand } from "./demand";
import type { Turn } from "./stack";

/** Something that the contract does not allow. */
export class Broken extends Error {
  override readonly name: string = "Broken";
}

/** Throws Broken with the story of what is wrong, unless all is well. */
export function demandThat(holds: boolean, what: () => string): asserts holds {
  if (!holds) throw new Broken(what());
}

/** A turn with what the contract demands of it. */
export interface Case {
  readonly turn: Turn;
  /** Absent for a refresh. */
  readonly demand?: Demand;
  /** How many users are in question, and how many of them go by a name that nobody has now. */
  readonly asked: number;
  readonly unknown: number;
  /** Whether every user of the account is in question. */
  readonly whole: boolean;
}

/** Lives through one part of a story. What goes wrong is thrown with the place that the story had come to. */
export async function livingAt(place: string, live: () => Promise<void>): Promise<void> {
  try {
    await live();
  } catch (error) {
    const text = error instanceof Broken ? error.message : error instanceof Error ? error.stack : String(error);
    throw new Error(`at ${place}: ${text}`);
  }
}
