import { readFileSync } from "node:fs";
import { join } from "node:path";
import { all, getStack, RunError } from "@pulumi/pulumi";
import { type LicenseType, UserLicenseAssignment, UserSuspensionSet } from "pulumi-chime-users";

interface Account {
  readonly accountId: string;
  readonly maxChanges: number | `${number}%`;
}

interface People {
  readonly leavers: string[];
  readonly licenses: Record<string, LicenseType>;
}

/** Reads a file of JSON. What is wrong with it is told as a sentence: Pulumi shows that without a stack trace. */
function read<T>(file: string, wayOut: string): T {
  try {
    return JSON.parse(readFileSync(join(__dirname, file), "utf8"));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (error instanceof SyntaxError) throw new RunError(`${file} is not valid JSON: ${message}. Correct it.`);
    if (code === "ENOENT") throw new RunError(`${file} is missing. ${wayOut}`);
    throw new RunError(`${file} can't be read: ${message}`);
  }
}

// One program, a stack an account: the stack is named as the account is in accounts.json.
const name = getStack();
const accounts = read<Record<string, Account>>("accounts.json", "Write it, with each account by its name.");
const account = accounts[name];
if (!account) throw new RunError(`accounts.json has no account ${name}, which the stack is named after.`);

// Two stacks of one account would each undo what the other has done.
const namesake = Object.keys(accounts).find(
  (other) => other !== name && accounts[other]?.accountId === account.accountId,
);
if (namesake !== undefined) {
  throw new RunError(
    `accounts.json has ${account.accountId} twice, as ${name} and as ${namesake}. An account has one name: correct the ID, or take one out.`,
  );
}

const file = `people/${name}.json`;
const NOBODY = '{ "leavers": [], "licenses": {} }';
const people = read<People | null>(file, `Write it; for an account with nobody to change it is ${NOBODY}.`);
if (!people?.leavers || !people.licenses) throw new RunError(`${file} needs leavers and licenses, as in ${NOBODY}.`);

// What stands under a misspelt name would be left out, and nobody told.
const unknown = Object.keys(people).filter((key) => !["leavers", "licenses"].includes(key));
if (unknown.length > 0) {
  throw new RunError(
    `${file} has ${unknown.join(", ")}, which nobody reads. It has leavers and licenses, as in ${NOBODY}.`,
  );
}

const set = new UserSuspensionSet("leavers", { ...account, users: people.leavers });
const assignment = new UserLicenseAssignment("licenses", { ...account, licenses: people.licenses });

export const failures = all([set.failures, assignment.failures]).apply((lists) => lists.flat());
