import { deepEqual, equal } from "node:assert/strict";
import { type Chime, withChime } from "./chime";
import { ACCOUNT, idOf, TEAM } from "./people";
import { type Stack, withStack } from "./stack";
import { ok } from "./twoSets";

/** What each program begins with. */
export const HEAD = `
const { Provider, UserLicenseAssignment, UserSuspensionSet } = require("pulumi-chime-users");
`;
// Each provider is one more process in each run: only where sets have providers of their own are these declared.
export const ONE_AND_TWO = 'const one = new Provider("one", {});\nconst two = new Provider("two", {});\n';

/** A set as a line of a program; the name of the variable is that of the set. */
export function set(name: string, users: readonly (number | string)[], opts = "{}", more: object = {}): string {
  const args = {
    accountId: ACCOUNT,
    users: users.map((user) => (typeof user === "number" ? idOf(user) : user)),
    ...more,
  };
  return `const ${name} = new UserSuspensionSet("${name}", ${JSON.stringify(args)}, ${opts});\n`;
}

/** An assignment of one license to these people, as a line of a program. */
export function licenses(name: string, people: readonly number[], license: string, opts = "{}"): string {
  const args = { accountId: ACCOUNT, licenses: Object.fromEntries(people.map((i) => [idOf(i), license])) };
  return `const ${name} = new UserLicenseAssignment("${name}", ${JSON.stringify(args)}, ${opts});\n`;
}

export const urnOf = (name: string): string =>
  `urn:pulumi:dev::people::pulumi-nodejs:dynamic/chime:UserSuspensionSet::${name}`;

/** Brings a stack to a program, and gives back what was said in its preview and in the run. */
export async function up(stack: Stack, program: string, ...args: string[]): Promise<string> {
  await stack.write(`${HEAD}${program}`);
  return ok(stack.up("--preview", ...args));
}

/** A stack that is brought to its first program, and at the end destroyed: the account is then as it was before. */
export async function story(
  first: string,
  options: string,
  then: (stack: Stack, chime: Chime) => Promise<void>,
): Promise<void> {
  const accounts = [
    { people: 10, suspended: [9], pro: [8] },
    { id: TEAM, type: "Team" as const, people: 10 },
  ];
  await withChime(accounts, async (chime) => {
    await withStack({ program: `${HEAD}${first}`, environment: chime.environment, options }, async (stack) => {
      await ok(stack.up());
      chime.lines();
      await then(stack, chime);
      deepEqual(chime.writes(), [], "a move is no change");
      equal((await stack.preview("--expect-no-changes")).exitCode, 0);
      await ok(stack.destroy());
      deepEqual(chime.suspended(), [idOf(9)]);
      deepEqual(
        [6, 7, 8].map((i) => chime.licenseOf(idOf(i))),
        ["Basic", "Basic", "Pro"],
      );
    });
  });
}

export const ALWAYS = "options: {refresh: always}";
/** What is said where a resource does not know what users had before. */
export const LOST = /under onRemoval "restore" it will leave them as it found them/;
