import { deepEqual, match, notEqual } from "node:assert/strict";
import { withChime } from "../support/chime";
import { emailOf, idOf, TEAM } from "../support/people";
import { withStack } from "../support/stack";

const SET = (opts: string): string =>
  `new UserSuspensionSet("leavers", { accountId, users: [${JSON.stringify(emailOf(1))}], teamAccount: "disassociate" }, ${opts})`;
const LICENSES = (who: string, opts: string): string =>
  `new UserLicenseAssignment("hosts", { accountId, licenses: { ${JSON.stringify(who)}: "Pro" } }, ${opts})`;

const HEAD = `const { Provider, UserLicenseAssignment, UserSuspensionSet } = require("pulumi-chime-users");
const accountId = ${JSON.stringify(TEAM)};
`;

interface Row {
  readonly name: string;
  /** What the stack has before. */
  readonly before?: string;
  readonly program: string;
  /** Who is asked about first, and so refuses. */
  readonly first: RegExp;
}

const SET_FIRST =
  /UserSuspensionSet "leavers" and UserLicenseAssignment "hosts" both list person\.1@example\.com\. List/;
const LICENSES_FIRST = /UserLicenseAssignment "hosts" and UserSuspensionSet "leavers" both list \S+\. List/;

const ROWS: readonly Row[] = [
  {
    name: "the set is asked about first",
    program: `const set = ${SET("{}")};\n${LICENSES(emailOf(1), "{ dependsOn: set }")};`,
    first: SET_FIRST,
  },
  {
    name: "the licenses are asked about first, by user ID",
    program: `const hosts = ${LICENSES(idOf(1), "{}")};\n${SET("{ dependsOn: hosts }")};`,
    first: LICENSES_FIRST,
  },
  {
    name: "each has a provider of its own",
    program: `const set = ${SET('{ provider: new Provider("one", {}) }')};
${LICENSES(idOf(1), '{ dependsOn: set, provider: new Provider("two", {}) }')};`,
    first: SET_FIRST,
  },
  {
    name: "the licenses are there and do not change",
    before: `${LICENSES(emailOf(1), "{}")};`,
    program: `${LICENSES(emailOf(1), "{}")};\n${SET("{}")};`,
    first: SET_FIRST,
  },
];

describe("on a Team account, suspending and licensing one person in one program, on the real engine", function () {
  this.timeout(300_000);

  for (const { name, before, program, first } of ROWS) {
    it(`is refused at preview and before the first write, naming both: ${name}`, async () => {
      await withChime([{ id: TEAM, type: "Team", people: 5 }], async (chime) => {
        await withStack({ program: HEAD + (before ?? ""), environment: chime.environment }, async (stack) => {
          if (before !== undefined) await stack.up();
          chime.lines();
          await stack.write(HEAD + program);
          for (const run of [await stack.preview(), await stack.up()]) {
            notEqual(run.exitCode, 0, run.output);
            match(run.output.replaceAll(/\s+/g, " "), first);
          }
          deepEqual(chime.writes(), []);
        });
      });
    });
  }
});
