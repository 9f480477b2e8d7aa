import { AsyncLocalStorage } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import { answerText, LeftBehind } from "../model/leftBehind";
import type { Left, Question } from "../model/neighbours";
import { openRunFiles } from "../model/runFiles";
import { openRunPort } from "../model/runPort";
import { openWrittenClaims } from "../model/writtenClaims";
import { claimsFileOf, forgetClaimsOf, runningProgram } from "./claimsFile";
import { openStackState } from "./stackState";

/**
 * The programs that keep what provider processes leave, whichever copy of this package is the first. The number is that of
 * what processes tell each other.
 */
const KEEPERS = Symbol.for("pulumi-chime-users.keepers.3");

function keepersOfProcess(): WeakMap<object, Promise<void>> {
  const shared = globalThis as { [KEEPERS]?: WeakMap<object, Promise<void>> };
  shared[KEEPERS] ??= new WeakMap();
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

/** Has provider processes know of the program's claims that are asked to delete and nothing else: no check has told them. */
function tellWritten(program: object, address: string | undefined): void {
  try {
    openWrittenClaims(address).add(claimsFileOf(program));
  } catch {
    // No room for temporary files: such a deletion is as if nobody listed the users.
  }
}

async function keepFor(program: object): Promise<void> {
  const address = engineAddress();
  const left = new LeftBehind();
  let own: string | undefined;
  // Within the Automation API several programs run in one process: each has Pulumi's own things by the context it was made in.
  const inProgram = AsyncLocalStorage.snapshot();
  const state = openStackState().catch(() => undefined);
  const listener = {
    answer: (question: Question) => left.answer(question),
    keep(all: readonly Left[]): void {
      left.keep(all);
      // Nobody has asked before: there was nothing to tell.
      if (own !== undefined) openRunFiles("port", address).add(own);
      own = undefined;
    },
    stored: () => inProgram(async () => (await state)?.read()),
  };
  const files = openRunFiles("keep", address);
  files.onceOver(() => forgetClaimsOf(program));
  tellWritten(program, address);
  const port = openRunPort(files);
  [own] = await Promise.all([port.answer((text) => answerText(text, listener)), state]);
}

/**
 * Has the program keep what a provider process leaves that the engine ends in the middle of the run, and tell what the state of its
 * stack has. A dynamic provider that takes the place of another is not there yet when that ends: Pulumi's host loads it only with
 * the first resource. The program is, and until its last one. Resolves once it can be asked: before the first resource is registered.
 */
export function keepForProviders(): Promise<void> {
  const program = runningProgram();
  if (program === undefined) return Promise.resolve();
  const keepers = keepersOfProcess();
  const keeper = keepers.get(program) ?? keepFor(program).catch(() => undefined);
  keepers.set(program, keeper);
  return keeper;
}
