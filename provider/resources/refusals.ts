import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { REFUSED, refusedFileOf } from "../model/refused";
import { claimsFileOf, runningProgram } from "./claimsFile";
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

/** `UserSuspensionSet "leavers"` of a URN. */
function nameOf(urn: string): string {
  const [, , type = "", ...name] = urn.split("::");
  return `${type.split(":").at(-1)} ${JSON.stringify(name.join("::"))}`;
}

/** The error by which a program fails whose preview was refused; undefined: nothing more was. */
function refusalOf(running: object, program: Previewed): Error | undefined {
  const refused = readRefused(running);
  if (refused.length <= program.failed) return undefined;
  program.failed = refused.length;
  const names = refused.map(nameOf).sort().join(", ");
  const error = new Error(`${REFUSED}${names}. What stands against each of them is told beside it.`);
  // Pulumi prints the stack of what a program throws; where this was thrown tells nobody anything.
  error.stack = error.message;
  return error;
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
