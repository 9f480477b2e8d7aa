import { deepEqual, match, notEqual } from "node:assert/strict";
import { withChime } from "../support/chime";
import { ACCOUNT } from "../support/people";
import { withStack } from "../support/stack";

const PROGRAM = (licenses: string): string => `
const { UserLicenseAssignment } = require("pulumi-chime-users");
new UserLicenseAssignment("hosts", { accountId: ${JSON.stringify(ACCOUNT)}, licenses: ${licenses} });
`;

describe("an entry that would be lost between the program and the provider", () => {
  for (const [what, licenses, says] of [
    [
      "a license that is undefined",
      '{ "person.1@example.com": undefined, "person.2@example.com": "Pro" }',
      /licenses\["person\.1@example\.com"\]: expected .* got null/,
    ],
    ["a user called __proto__", '{ ["__proto__"]: "Pro" }', /"__proto__ " can't be a key of a map/],
  ] as const) {
    it(`is refused: ${what}`, async () => {
      await withChime([{ people: 5 }], async (chime) => {
        await withStack({ program: PROGRAM(licenses), environment: chime.environment }, async (stack) => {
          const preview = await stack.preview();
          notEqual(preview.exitCode, 0);
          match(preview.output, says);
          deepEqual(chime.writes(), []);
        });
      });
    });
  }
});
