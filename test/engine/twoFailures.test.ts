import { deepEqual, equal, match, notEqual } from "node:assert/strict";
import { type Chime, withChime } from "../support/chime";
import { ACCOUNT, idOf, SECOND_ACCOUNT } from "../support/people";
import { withStack } from "../support/stack";
import { ok } from "../support/twoSets";

const CLASSES = 'const { Provider, UserLicenseAssignment, UserSuspensionSet } = require("pulumi-chime-users");\n';
const NOWHERE = "00000000-0000-0000-0000-000000000000";

/** How the resources of a kind are written, and what is so of a user. Each kind has an account of its own. */
interface Written {
  readonly kind: string;
  readonly accountId: string;
  /** What "a" and "b" set. */
  readonly values: Readonly<Record<"a" | "b", string>>;
  readonly before: string;
  /** What a preview says of a user who is let go. */
  readonly letGo: RegExp;
  args(people: readonly number[], value: string): object;
  look(chime: Chime, person: number): string | undefined;
}

const KINDS: readonly Written[] = [
  {
    kind: "UserSuspensionSet",
    accountId: ACCOUNT,
    values: { a: "suspended", b: "suspended" },
    before: "active",
    letGo: / unsuspend, no longer listed \(1\)/g,
    args: (people) => ({ users: people.map(idOf) }),
    look: (chime, person) => (chime.suspended().includes(idOf(person)) ? "suspended" : "active"),
  },
  {
    kind: "UserLicenseAssignment",
    accountId: SECOND_ACCOUNT,
    values: { a: "Plus", b: "Pro" },
    before: "Basic",
    letGo: / license P\w+ -> Basic, no longer listed \(1\)/g,
    args: (people, value) => ({ licenses: Object.fromEntries(people.map((i) => [idOf(i), value])) }),
    look: (chime, person) => chime.licenseOf(idOf(person), SECOND_ACCOUNT),
  },
];

/** Whom "a" and "b" of each kind list. */
interface Listed {
  readonly b: readonly number[];
  readonly a?: readonly number[];
}

/** The resources of both kinds of a name, each in a variable of the name and the kind. */
function both(name: string, argsOf: (written: Written) => object, options: string): string {
  const lines = KINDS.map((written) => {
    const { kind } = written;
    return `const ${name}${kind} = new ${kind}("${name}", ${JSON.stringify(argsOf(written))}, { ${options} });\n`;
  });
  return lines.join("");
}

function waitsFor(name: string): string {
  return `dependsOn: [${KINDS.map(({ kind }) => `${name}${kind}`).join(", ")}]`;
}

/** Whatever the order in which the engine asks: one of the two is said to let the user go. Not both, and not neither. */
function judgePreview(preview: string): void {
  for (const { kind, letGo } of KINDS) equal(preview.match(letGo)?.length, 1, `${kind}: ${preview}`);
}

/** Who is how, of each kind. */
function judge(chime: Chime, valuesOf: (written: Written) => readonly string[], output?: string): void {
  for (const written of KINDS) {
    const { kind, look } = written;
    const values = valuesOf(written);
    deepEqual(
      values.map((_, i) => look(chime, i + 1)),
      values,
      output === undefined ? kind : `${kind}: ${output}`,
    );
  }
}

describe("a user of a resource that two failed runs in a row have not come to, on the real engine", function () {
  this.timeout(300_000);

  for (const providers of [1, 2] as const) {
    const second = providers === 2 ? 'const two = new Provider("two", {});\n' : "";
    const head = `${CLASSES}const one = new Provider("one", {});\n${second}`;
    const lines = (name: "a" | "b", people: readonly number[], waits = ""): string => {
      const provider = providers === 1 || name === "a" ? "one" : "two";
      const argsOf = ({ accountId, args, values }: Written): object => ({ accountId, ...args(people, values[name]) });
      return both(name, argsOf, `provider: ${provider}, ${waits}`);
    };
    const declared = (a: readonly number[]): string => head + lines("a", a) + lines("b", [3]);
    /** A program that fails once "b" is done, and before "a" is begun, which it may have no more. */
    const failing = ({ b, a }: Listed): string => {
      const bad = both("bad", ({ args, values }) => ({ accountId: NOWHERE, ...args([1], values.a) }), waitsFor("b"));
      return head + lines("b", b) + bad + (a ? lines("a", a, waitsFor("bad")) : "");
    };
    it(`is as its state says, is declared again without a call, and let go by it: providers: ${providers}`, async () => {
      await withChime([{ people: 10 }, { id: SECOND_ACCOUNT, people: 10 }], async (chime) => {
        await withStack({ program: declared([1, 2]), environment: chime.environment }, async (stack) => {
          await ok(stack.up());
          await stack.write(failing({ b: [1, 3], a: [2] }));
          notEqual((await stack.up()).exitCode, 0);
          judge(chime, ({ values }) => [values.b]);
          await stack.write(declared([2]));
          judgePreview(await ok(stack.preview()));
          // The second failed run takes the user off "b", which has taken the user from "a" in the first.
          await stack.write(failing(providers === 2 ? { b: [3] } : { b: [3], a: [2] }));
          const { exitCode, output } = await stack.up();
          notEqual(exitCode, 0);
          for (const { kind } of KINDS)
            match(output, new RegExp(`(not changed here: left to |goes back to )${kind} "a"`));
          judge(chime, ({ values }) => [values.a], output);
          chime.lines();
          await stack.write(declared([1, 2]));
          await ok(stack.up("--expect-no-changes"));
          deepEqual(chime.lines(), []);
          equal((await stack.preview("--refresh", "--expect-no-changes")).exitCode, 0);
          await stack.write(declared([2]));
          await ok(stack.up());
          judge(chime, ({ before, values }) => [before, values.a, values.b]);
          await ok(stack.destroy());
          judge(chime, ({ before }) => [before, before, before]);
        });
      });
    });
  }
});
