import { answerText, type Leaving } from "../model/leftBehind";
import type { Answer, Neighbours } from "../model/neighbours";
import type { RunFiles } from "../model/runFiles";
import { openRunPort } from "../model/runPort";

/** What was cut off, by a process that ended meanwhile, is no answer. */
function readAnswer(text: string): Answer[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}

/**
 * The other processes of one run, by the ports that are in the register. `keepers` has those that are asked nothing before
 * somebody has left something with them.
 */
export function openNeighbours(register: RunFiles, keepers: RunFiles): Neighbours {
  const port = openRunPort(register);
  return {
    async answer(how, keep) {
      await port.answer((text) => answerText(text, how, keep));
    },
    ask: async (question) => (await port.ask(() => JSON.stringify(question))).flatMap(readAnswer),
    async leave(left) {
      const leaving: Leaving = { left };
      await port.ask(() => JSON.stringify(leaving), keepers);
    },
  };
}
