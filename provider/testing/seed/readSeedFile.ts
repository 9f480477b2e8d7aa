import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { describeJsonPlace, parseAccounts } from "./parseAccounts";
import { parseCsvSeed } from "./parseCsvSeed";
import { readArray, readObject, ValueRefusal } from "./readMember";
import { SeedError } from "./seedError";
import type { AccountSnapshot } from "./seedShapes";

/** Reads a seed file, `.json` or `.csv`. Throws SeedError where it can't be read or used. */
export function readSeedFile(path: string): AccountSnapshot[] {
  const extension = extname(path).toLowerCase();
  if (extension !== ".json" && extension !== ".csv") {
    throw new SeedError(`${path}: a seed file's name ends in .json or .csv.`);
  }
  const text = readSeedText(path);
  return extension === ".csv" ? parseCsvSeed(text, path) : parseJsonSeed(text, path);
}

/** Reads the JSON form, `{"accounts": [{...Account, "Users": [...User]}]}`; `source` names it in errors. */
function parseJsonSeed(text: string, source: string): AccountSnapshot[] {
  return parseAccounts(readJsonAccounts(text, source), describeJsonPlace(source));
}

/** Reads the same form as a server has written it: there several users may have one address. */
export function parseJsonState(text: string, source: string): AccountSnapshot[] {
  return parseAccounts(readJsonAccounts(text, source), describeJsonPlace(source), "shared");
}

function readJsonAccounts(text: string, source: string): readonly unknown[] {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch (error) {
    throw new SeedError(`${source}: the file is not JSON: ${error instanceof Error ? error.message : error}.`, {
      cause: error,
    });
  }
  return readAccountList(root, source);
}

function readAccountList(root: unknown, source: string): readonly unknown[] {
  try {
    const { accounts, $schema: _, ...rest } = readObject(root);
    const [unknown] = Object.keys(rest);
    if (unknown !== undefined) {
      throw new ValueRefusal(`"${unknown}" is not known here; the accounts belong under "accounts".`);
    }
    return readArray(accounts ?? "no accounts");
  } catch (error) {
    if (error instanceof ValueRefusal) throw new SeedError(`${source}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** The text of a file. Throws SeedError where there is none. */
export function readSeedText(path: string): string {
  try {
    return readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "there is no such file" : `the file can't be read (${code})`;
    throw new SeedError(`${path}: ${reason}.`, { cause: error });
  }
}
