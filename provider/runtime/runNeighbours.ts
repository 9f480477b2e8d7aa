import { answerText, type Leaving, STORED_QUESTION } from "../model/leftBehind";
import type { Answer, Neighbours, StoredResource } from "../model/neighbours";
import type { RunFiles } from "../model/runFiles";
import { LONGEST_INQUIRY_MS, openRunPort } from "../model/runPort";

/** What was cut off, by a process that ended meanwhile, is no answer. */
function readAnswer<T>(text: string): T[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}

/**
 * The other processes of one run, by the ports that are in the register. `keepers` has the programs: they keep what is left with
 * them, and can tell what the state of the stack has.
 */
export function openNeighbours(register: RunFiles, keepers: RunFiles): Neighbours {
  const port = openRunPort(register);
  const programs = openRunPort(keepers);
  return {
    async answer(answer, keep) {
      await port.answer((text) => answerText(text, { answer, keep }));
    },
    ask: async (question) => (await port.ask(() => JSON.stringify(question))).flatMap(readAnswer<Answer>),
    async leave(left) {
      const leaving: Leaving = { left };
      await port.ask(() => JSON.stringify(leaving), keepers);
    },
    async stored() {
      const texts = await programs.ask(() => JSON.stringify(STORED_QUESTION), undefined, LONGEST_INQUIRY_MS);
      const told = texts.flatMap(readAnswer<readonly StoredResource[]>);
      return told.length === 0 ? undefined : told.flat();
    },
  };
}
