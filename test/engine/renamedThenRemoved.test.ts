import { deepEqual, doesNotMatch, equal } from "node:assert/strict";
import { withChime } from "../support/chime";
import { ACCOUNT, idOf } from "../support/people";
import { withStack } from "../support/stack";

const PEOPLE = [1, 2, 3];

const assignment = (name: string, people: readonly number[], license: string, options: object = {}): string => {
  const licenses = Object.fromEntries(people.map((i) => [idOf(i), license]));
  return `new UserLicenseAssignment("${name}", ${JSON.stringify({ accountId: ACCOUNT, licenses })}, ${JSON.stringify(options)});\n`;
};

const program = (...assignments: readonly string[]): string =>
  `const { UserLicenseAssignment } = require("pulumi-chime-users");\n${assignments.join("")}`;

describe("an assignment that was renamed by an alias, with nothing else changed, and is taken out later", () => {
  it("lets its users go, as another one does whose user moves on in that run", async () => {
    await withChime([{ people: 5 }], async ({ environment, server }) => {
      const licenses = (): unknown[] => PEOPLE.map((i) => server.user(ACCOUNT, idOf(i))?.LicenseType);
      const first = program(assignment("staff", [1, 2], "Pro"), assignment("trial", [3], "Plus"));
      await withStack({ program: first, environment }, async (stack) => {
        const up = async (text: string): Promise<string> => {
          await stack.write(text);
          const { exitCode, output } = await stack.up();
          equal(exitCode, 0, output);
          return output;
        };
        await up(first);
        const renamed = assignment("all-staff", [1, 2], "Pro", { aliases: [{ name: "staff" }] });
        await up(program(renamed, assignment("trial", [3], "Plus")));
        deepEqual(licenses(), ["Pro", "Pro", "Plus"]);
        // The state of the one that goes has its name of before, and the stack has it by its new one.
        doesNotMatch(await up(program(assignment("next", [3], "Pro"))), /left to/);
        deepEqual(licenses(), ["Basic", "Basic", "Pro"]);
        equal((await stack.destroy()).exitCode, 0);
        deepEqual(licenses(), ["Basic", "Basic", "Basic"]);
      });
    });
  });
});
