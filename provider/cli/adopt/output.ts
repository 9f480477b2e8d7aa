import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Where a result goes. */
export interface OutputOptions {
  /** Standard output where it is absent. */
  readonly output?: string;
  readonly force?: true;
}

function existsAlready(file: string): Error {
  return new Error(`${file} exists already. Name another file, or overwrite this one with --force.`);
}

/** Throws where a result could not be written: asked before the long reading that makes it. */
export function checkOutput({ output, force }: OutputOptions): void {
  if (output === undefined) return;
  if (!existsSync(dirname(output))) throw new Error(`${dirname(output)} does not exist: make the folder first.`);
  if (!force && existsSync(output)) throw existsAlready(output);
}

/** Writes a result to its file, or to standard output. Throws an Error that names the file and the way out. */
export async function writeOutput(text: string, { output, force }: OutputOptions): Promise<void> {
  if (output === undefined) {
    process.stdout.write(text);
    return;
  }
  await writeFile(output, text, { flag: force ? "w" : "wx" }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") throw existsAlready(output);
    throw new Error(`${output} could not be written: ${error.code ?? error.message}. Name another file.`);
  });
}
