import { equal } from "node:assert/strict";
import { withChime } from "../../support/chime";
import { ACCOUNT, emailOf, range } from "../../support/people";
import { isShownInReadme } from "../../support/readme";
import { NATIVE_PLUGIN, withStack } from "../../support/stack";

const PEOPLE = 3_000;
const address = (i: number): string => emailOf(i).toLowerCase();

/** The same program for both fronts, of which two users change. */
function program(from: string, changed: boolean): string {
  return `
const { UserSuspensionSet, UserLicenseAssignment } = require(${JSON.stringify(from)});
const accountId = ${JSON.stringify(ACCOUNT)};
const people = ${JSON.stringify(range(0, PEOPLE).map(address))};
const users = people.filter((user) => ${changed} === false || user !== people[1500]);
const licenses = Object.fromEntries(users.map((user, i) => [user, ${changed} && i === 7 ? "Basic" : "Pro"]));
new UserSuspensionSet("leavers", { accountId, users });
new UserLicenseAssignment("hosts", { accountId, licenses });
`;
}

/** What a person reads of the two resources in `preview --diff`, by name: messages come in between, whenever they are said. */
function diffIn(output: string): string[] {
  const blocks: string[][] = [];
  let block: string[] | undefined;
  for (const line of output.split("\n")) {
    if (/^ {4}~ chime:index:\w+: \(update\)/.test(line)) {
      block = [line];
      blocks.push(block);
    } else if (/^ {6}/.test(line)) block?.push(line);
    else block = undefined;
  }
  return blocks
    .sort(([one = ""], [other = ""]) => (one < other ? -1 : 1))
    .flat()
    .filter((line) => !/^ *\[(id|urn|provider)=/.test(line));
}

describe("what a reviewer sees where 2 of 3,000 users change", () => {
  it("is a line for each of them from the native provider, and all 6,000 entries from the dynamic one", async () => {
    await withChime([{ people: PEOPLE }], async (chime) => {
      const shown: Record<string, string> = {};
      for (const from of ["pulumi-chime-users", "pulumi-chime-users/native"]) {
        const project = { program: program(from, false), options: NATIVE_PLUGIN, environment: chime.environment };
        await withStack(project, async (stack) => {
          equal((await stack.up()).exitCode, 0);
          await stack.write(program(from, true));
          shown[from] = (await stack.preview("--diff")).output;
          equal((await stack.destroy()).exitCode, 0);
        });
      }
      equal((shown["pulumi-chime-users"] ?? "").split("\n").length > 2 * PEOPLE, true);
      const native = diffIn(shown["pulumi-chime-users/native"] ?? "");
      equal(native.length, 9);
      isShownInReadme("native diff", native.join("\n"));
    });
  });
});
