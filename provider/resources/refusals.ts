import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { countOf } from "../model/names";
import { REFUSED, refusedFileOf } from "../model/refused";
import { claimsFileOf, runningProgram } from "./claimsFile";
import { messageAlone } from "./messageAlone";
import { plainValueOf } from "./plainValue";

/** The resources of a program of which a preview has still to be told, and by how many refusals it has failed already. */
interface Previewed {
  pending: number;
  failed: number;
}

/** One for each program: the Automation API may run several in one process, at once and one after the other. */
const programs = new WeakMap<object, Previewed>();

function readRefused(running: object): string[] {
  try {
    return [
      ...new Set(
        readFileSync(refusedFileOf(claimsFileOf(running)), "utf8")
          .trim()
          .split("\n"),
      ),
    ];
  } catch {
    return [];
  }
}

/** The error by which a program fails whose preview was refused; undefined: nothing more was. */
function refusalOf(running: object, program: Previewed): Error | undefined {
  const refused = readRefused(running);
  if (refused.length <= program.failed) return undefined;
  program.failed = refused.length;
  // Which they are, and why, their own errors say.
  const theirs = refused.length === 1 ? "Its own error says" : "Their own errors say";
  return messageAlone(new Error(`${REFUSED}${countOf(refused.length, "resource")}. ${theirs} why.`));
}

/**
 * Fails the program in a preview in which a resource was refused, once the engine has asked about all that were made so
 * far: then everything that stands against them has been told, and not only the first thing.
 */
export function failOnRefusals(resource: pulumi.Resource): void {
  const running = runningProgram();
  if (running === undefined || !pulumi.runtime.isDryRun()) return;
  const program = programs.get(running) ?? { pending: 0, failed: 0 };
  programs.set(running, program);
  program.pending += 1;
  const wait = async (): Promise<boolean> => {
    await plainValueOf(resource.urn);
    program.pending -= 1;
    const error = program.pending > 0 ? undefined : refusalOf(running, program);
    if (error) throw error;
    return true;
  };
  // As an Output, so that Pulumi waits for it, and the program fails by it.
  pulumi.output(wait()).apply((done) => done);
}
