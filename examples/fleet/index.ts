import { readFileSync } from "node:fs";
import { join } from "node:path";
import { all, getStack } from "@pulumi/pulumi";
import { type LicenseType, UserLicenseAssignment, UserSuspensionSet } from "pulumi-chime-users";

interface Account {
  readonly accountId: string;
  readonly maxChanges: number | `${number}%`;
}

interface People {
  readonly leavers: string[];
  readonly licenses: Record<string, LicenseType>;
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(join(__dirname, file), "utf8"));
}

// One program, a stack an account: the stack is named as the account is in accounts.json.
const name = getStack();
const account = read<Record<string, Account>>("accounts.json")[name];
if (!account) throw new Error(`accounts.json has no account ${name}, which the stack is named after.`);

const { leavers, licenses } = read<People>(join("people", `${name}.json`));
const set = new UserSuspensionSet("leavers", { ...account, users: leavers });
const assignment = new UserLicenseAssignment("licenses", { ...account, licenses });

export const failures = all([set.failures, assignment.failures]).apply((lists) => lists.flat());
