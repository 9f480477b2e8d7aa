import type { JournalEntry } from "../../provider/testing";
import type { Kept, Run } from "./stack";
import { Broken } from "./verdict";

/** As much of a state as is worth reading. */
const STATE_CHARACTERS = 1000;
const USERS_TOLD = 8;

function tellRequest({ operation, users, status, spoilt, failedUsers }: JournalEntry): string {
  const answer = [status, spoilt, failedUsers.length > 0 ? `failed ${failedUsers}` : undefined];
  return `  ${operation} [${users.slice(0, USERS_TOLD)}] -> ${answer.filter((part) => part !== undefined).join(" ")}`;
}

function tellRun({ what, stages, said }: Run, stack: ReadonlyMap<string, Kept>): string {
  const lines = stages.flatMap(({ turns, requests }) => [
    ...turns.map(({ verb, resource, outcome }) => `${verb} ${resource.name}: ${JSON.stringify(outcome)}`),
    ...requests.map(tellRequest),
  ]);
  const kept = [...stack].map(([name, { outs }]) => {
    return `state of ${name}: ${JSON.stringify(outs).slice(0, STATE_CHARACTERS)}`;
  });
  return `in the ${what}:\n${[...lines, "said:", ...said, ...kept].join("\n")}`;
}

/** Judges a process; where something is wrong with it, tells what it did, asked and said, and the state it left. */
export function judging<T>(run: Run, stack: ReadonlyMap<string, Kept>, where: string, judge: () => T): T {
  try {
    return judge();
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    throw new Broken(`${where} ${error.message}\n\n${tellRun(run, stack)}`.trimStart());
  }
}
