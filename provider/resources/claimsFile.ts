import { randomBytes } from "node:crypto";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { runOf } from "../model/claimHash";
import { openClaimsFolder, removeClaims, sweepClaimsFolder } from "../model/claimsFolder";

/**
 * Where the files of claims stand, by program: the Automation API may run several in one process, and one program may
 * have several copies of this package. The number is that of what is in a file: a copy that writes otherwise has files
 * of its own.
 */
const FILES = Symbol.for("pulumi-chime-users.claims.5");

function filesOfProcess(): WeakMap<object, string> {
  const shared = globalThis as { [FILES]?: WeakMap<object, string> };
  shared[FILES] ??= new WeakMap();
  return shared[FILES];
}

function createFile(): string {
  const folder = openClaimsFolder();
  const name = randomBytes(12).toString("base64url");
  appendFileSync(join(folder, name), "", { mode: 0o600 });
  sweepClaimsFolder(folder, name);
  return join(folder, name);
}

/** The file of claims of a program, made where there is none yet. Throws where there is no room for it. */
export function claimsFileOf(program: object): string {
  const files = filesOfProcess();
  const known = files.get(program);
  if (known !== undefined) return known;
  const created = createFile();
  files.set(program, created);
  return created;
}

/** Takes away the file of claims of a program whose run is over. */
export function forgetClaimsOf(program: object): void {
  const path = filesOfProcess().get(program);
  if (path !== undefined) removeClaims(path);
}

/** What the provider calls this run of a program in the state; undefined where it was not told of it. */
export function runNameOf(program: object): string | undefined {
  const path = filesOfProcess().get(program);
  return path === undefined ? undefined : runOf(path);
}

/**
 * What stands for the program that is running; undefined in a test with mocks, where no engine would ask. Whether there
 * is an engine is known to each copy of Pulumi's package, and within the Automation API, only once it has been opened.
 */
export function runningProgram(): object | undefined {
  return pulumi.runtime.getEngine() === undefined ? undefined : pulumi.runtime.getStackResource();
}
