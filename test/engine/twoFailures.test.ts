import { deepEqual, equal, match, notEqual } from "node:assert/strict";
import { type Chime, withChime } from "../support/chime";
import { ACCOUNT, idOf } from "../support/people";
import { withStack } from "../support/stack";
import { ok } from "../support/twoSets";

const HEAD = `
const { Provider, UserLicenseAssignment, UserSuspensionSet } = require("pulumi-chime-users");
const one = new Provider("one", {});
const two = new Provider("two", {});
`;
const NOWHERE = "00000000-0000-0000-0000-000000000000";

/** How the resources of a kind are written, and what is so of a user. */
interface Written {
  readonly kind: string;
  /** What "a" and "b" set. */
  readonly values: Readonly<Record<"a" | "b", string>>;
  readonly before: string;
  args(people: readonly number[], value: string): object;
  look(chime: Chime, person: number): string | undefined;
}

const KINDS: readonly Written[] = [
  {
    kind: "UserSuspensionSet",
    values: { a: "suspended", b: "suspended" },
    before: "active",
    args: (people) => ({ users: people.map(idOf) }),
    look: (chime, person) => (chime.suspended().includes(idOf(person)) ? "suspended" : "active"),
  },
  {
    kind: "UserLicenseAssignment",
    values: { a: "Plus", b: "Pro" },
    before: "Basic",
    args: (people, value) => ({ licenses: Object.fromEntries(people.map((i) => [idOf(i), value])) }),
    look: (chime, person) => chime.licenseOf(idOf(person)),
  },
];

/** Whatever the order in which the engine asks: one of the two is said to let the user go. Not both, and not neither. */
function judgePreview(preview: string): void {
  equal(preview.match(/ (unsuspend|license P\w+ -> Basic), no longer listed \(1\)/g)?.length, 1, preview);
}

describe("a user of a resource that two failed runs in a row have not come to, on the real engine", function () {
  this.timeout(300_000);

  for (const { kind, values, before, args, look } of KINDS) {
    for (const providers of ["one provider", "two providers"]) {
      const line = (name: "a" | "b", people: readonly number[], waits = ""): string => {
        const provider = providers === "one provider" || name === "a" ? "one" : "two";
        const props = JSON.stringify({ accountId: ACCOUNT, ...args(people, values[name]) });
        return `const ${name} = new ${kind}("${name}", ${props}, { provider: ${provider}, ${waits} });\n`;
      };
      /** A program that fails once "b" is done, and before "a" is begun, which it may have no more. */
      const failing = (b: readonly number[], a?: readonly number[]): string => {
        const bad = JSON.stringify({ accountId: NOWHERE, ...args([1], values.a) });
        return `${HEAD}${line("b", b)}`.concat(
          `const bad = new ${kind}("bad", ${bad}, { dependsOn: [b] });\n`,
          a ? line("a", a, "dependsOn: [bad]") : "",
        );
      };
      it(`is as its state says, is declared again without a call, and let go by it: ${kind}, ${providers}`, async () => {
        await withChime([{ people: 10 }], async (chime) => {
          const program = HEAD + line("a", [1, 2]) + line("b", [3]);
          await withStack({ program, environment: chime.environment }, async (stack) => {
            await ok(stack.up());
            await stack.write(failing([1, 3], [2]));
            notEqual((await stack.up()).exitCode, 0);
            equal(look(chime, 1), values.b);
            await stack.write(HEAD + line("a", [2]) + line("b", [3]));
            judgePreview(await ok(stack.preview()));
            // The second failed run takes the user off "b", which has taken the user from "a" in the first.
            await stack.write(providers === "two providers" ? failing([3]) : failing([3], [2]));
            const { exitCode, output } = await stack.up();
            notEqual(exitCode, 0);
            match(output, new RegExp(`(not changed here: |goes back to )${kind} "a"`));
            equal(look(chime, 1), values.a, output);
            chime.lines();
            await stack.write(HEAD + line("a", [1, 2]) + line("b", [3]));
            await ok(stack.up("--expect-no-changes"));
            deepEqual(chime.lines(), []);
            equal((await stack.preview("--refresh", "--expect-no-changes")).exitCode, 0);
            await stack.write(HEAD + line("a", [2]) + line("b", [3]));
            await ok(stack.up());
            deepEqual(
              [1, 2, 3].map((i) => look(chime, i)),
              [before, values.a, values.b],
            );
            await ok(stack.destroy());
            deepEqual(
              [1, 2, 3].map((i) => look(chime, i)),
              [before, before, before],
            );
          });
        });
      });
    }
  }
});
