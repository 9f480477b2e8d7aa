import * as pulumi from "@pulumi/pulumi";
import { answerText, LeftBehind } from "../model/leftBehind";
import type { Left } from "../model/neighbours";
import { openRunFiles } from "../model/runFiles";
import { openRunPort } from "../model/runPort";
import { forgetClaimsOf, runningProgram } from "./claimsFile";

/**
 * The programs that keep what provider processes leave, whichever copy of this package is the first. The number is that of
 * what processes tell each other.
 */
const KEEPERS = Symbol.for("pulumi-chime-users.keepers.1");

function keepersOfProcess(): WeakSet<object> {
  const shared = globalThis as { [KEEPERS]?: WeakSet<object> };
  shared[KEEPERS] ??= new WeakSet();
  return shared[KEEPERS];
}

/** What every client of gRPC has, and Pulumi's types do not say. */
interface Connected {
  getChannel(): { getTarget(): string };
}

/** Where the engine of this run listens, as it tells its provider processes. */
function engineAddress(): string | undefined {
  const engine = pulumi.runtime.getEngine() as Partial<Connected> | undefined;
  return engine
    ?.getChannel?.()
    .getTarget()
    .replace(/^[a-z]+:/, "");
}

/**
 * Has the program keep what a provider process leaves that the engine ends in the middle of the run. A dynamic provider that takes
 * its place is not there yet then: Pulumi's host loads it only with the first resource. The program is, and until its last one.
 */
export function keepWhatIsLeft(): void {
  const program = runningProgram();
  const keepers = keepersOfProcess();
  if (program === undefined || keepers.has(program)) return;
  keepers.add(program);
  const address = engineAddress();
  const left = new LeftBehind();
  let own: string | undefined;
  const keep = (all: readonly Left[]): void => {
    left.keep(all);
    // Nobody has asked before: there was nothing to tell.
    if (own !== undefined) openRunFiles("port", address).add(own);
    own = undefined;
  };
  const files = openRunFiles("keep", address);
  files.onceOver(() => forgetClaimsOf(program));
  openRunPort(files)
    .answer((text) => answerText(text, (question) => left.answer(question), keep))
    .then(
      (line) => {
        own = line;
      },
      () => undefined,
    );
}
