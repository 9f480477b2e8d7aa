import type { Answer, Particular } from "../model/neighbours";

/** What the other processes of the run have said when they were last asked. */
export type Heard = Omit<Answer, "offers" | Particular>;

/** What several processes have said, as one. */
export function heardOf(answers: readonly Heard[]): Heard {
  return {
    checked: answers.flatMap(({ checked }) => checked),
    known: answers.flatMap(({ known }) => known),
    refreshed: answers.flatMap(({ refreshed }) => refreshed),
    letGo: answers.flatMap(({ letGo }) => letGo),
    settled: answers.flatMap(({ settled }) => settled),
    working: answers.flatMap(({ working }) => working),
    ended: answers.flatMap(({ ended }) => ended),
  };
}
