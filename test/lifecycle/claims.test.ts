import { deepEqual, equal, match } from "node:assert/strict";
import { withChime } from "../support/chime";
import { FRONTS, type Front, startHost } from "../support/fronts";
import { ACCOUNT, emailOf, idOf } from "../support/people";
import { ProgramFile } from "../support/programFile";
import { type Props, startProviderHost } from "../support/providerHost";

const SET = "pulumi-nodejs:dynamic/chime:UserSuspensionSet";
const urnOf = (name: string): string => `urn:pulumi:dev::people::${SET}::${name}`;

interface Row {
  readonly name: string;
  readonly a: Props;
  readonly b: Props;
  /** What is wrong with b, once a has been checked; absent: nothing. */
  readonly says?: RegExp;
}

const ROWS: readonly Row[] = [
  { name: "other users are no conflict", a: { users: [idOf(1)] }, b: { users: [emailOf(2)] } },
  {
    name: "one user in both, in two letter cases, names both and the user",
    a: { users: [emailOf(1)] },
    b: { users: [emailOf(1).toUpperCase(), idOf(2)] },
    says: /^UserSuspensionSet "b" and UserSuspensionSet "a" both list person\.1@example\.com\. List each user in one of them\.$/,
  },
  {
    name: "one user by ID and by address names both and both names",
    a: { users: [idOf(1)] },
    b: { users: [emailOf(1), idOf(2)] },
    says: /^UserSuspensionSet "b" and UserSuspensionSet "a" both list person\.1@example\.com \(there as aaaaaaaa-0000-4000-8000-000000000001\)\./,
  },
  {
    name: "one user by address and by ID names both and both names",
    a: { users: [emailOf(1)] },
    b: { users: [idOf(1)] },
    says: /both list aaaaaaaa-0000-4000-8000-000000000001 \(there as person\.1@example\.com\)\./,
  },
  {
    name: "an exclusive set beside another set names both and the account",
    a: { users: [idOf(1)] },
    b: { users: [idOf(2)], exclusive: true },
    says: /^UserSuspensionSet "b" and UserSuspensionSet "a" are both on account 11111111-.* and UserSuspensionSet "b" is exclusive, which leaves no room for another\. Join them, or make that one not exclusive\.$/,
  },
  {
    name: "a set beside an exclusive one, too",
    a: { users: [idOf(1)], exclusive: true },
    b: { users: [idOf(2)] },
    says: /"b" and UserSuspensionSet "a" are both on account .*, and UserSuspensionSet "a" is exclusive, which/,
  },
  {
    name: "two exclusive sets, of which both have to give way",
    a: { users: [idOf(1)], exclusive: true },
    b: { users: [idOf(2)], exclusive: true },
    says: /, and both are exclusive, which .* Join them, or make both not exclusive\.$/,
  },
];

/** Checks sets of one program in one provider process, and returns the reasons against each. */
async function checkAll(front: Front, sets: readonly (readonly [string, Props])[]): Promise<string[][]> {
  const reasons: string[][] = [];
  await withChime([{ people: 5 }], async (chime) => {
    const host = await startHost(front, "UserSuspensionSet", chime.environment);
    try {
      for (const [name, args] of sets) {
        host.goOnWith(name);
        const { refusals } = await host.previewCreate({ accountId: ACCOUNT, ...args });
        // The first to be refused tells of the others, too.
        reasons.push(refusals.filter((refusal) => (/"(\w+)": refused/.exec(refusal)?.[1] ?? name) === name));
      }
      deepEqual(chime.writes(), []);
    } finally {
      await host.close();
    }
  });
  return reasons;
}

describe("two sets of one program", () => {
  for (const [front, { name, a, b, says }] of FRONTS.flatMap((one) => ROWS.map((row) => [one, row] as const))) {
    it(`${name}, of the ${front} provider`, async () => {
      // The set that is checked again, as the engine does, is no third one.
      const [first = [], second = [], again = []] = await checkAll(front, [
        ["a", a],
        ["b", b],
        ["a", a],
      ]);
      deepEqual([first.length, second.length, again.length], says ? [0, 1, 1] : [0, 0, 0]);
      if (says) match(second[0]?.replace(/^(?:.* nothing was changed\. )?\w+: /, "") ?? "", says);
    });
  }

  it("of two providers, one of them exclusive: users of the other are no drift, though a refresh alone could not know", async () => {
    await withChime([{ people: 5, suspended: [1, 2] }], async (chime) => {
      const host = await startProviderHost("UserSuspensionSet", chime.environment);
      const program = new ProgramFile();
      try {
        const args = { accountId: ACCOUNT, users: [idOf(1)], exclusive: true, __urn: urnOf("a") };
        const state = {
          stateVersion: 1,
          ...args,
          holdings: { suspended: { active: { [idOf(1)]: "" } } },
          failures: [],
        };
        const { props } = await host.read("a", state);
        const inputs = await host.check({ accountId: ACCOUNT }, { ...args, __claims: program.path });
        // The first comparison after a reading is the refresh's own.
        await host.diff("a", props, inputs.inputs);
        equal((await host.diff("a", props, inputs.inputs)).changes, true, "nobody else lists the user");
        program.add({
          resource: "UserSuspensionSet",
          urn: urnOf("b"),
          accountId: ACCOUNT,
          users: [emailOf(2).toLowerCase()],
        });
        equal((await host.diff("a", props, inputs.inputs)).changes, false);
      } finally {
        await host.close();
        program.remove();
      }
    });
  });
});
