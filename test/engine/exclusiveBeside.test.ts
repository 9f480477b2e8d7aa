import { deepEqual, doesNotMatch, equal, match, notEqual } from "node:assert/strict";
import { type Chime, withChime } from "../support/chime";
import { ACCOUNT, idOf } from "../support/people";
import { NATIVE_PLUGIN, type Project, type Stack, withStack } from "../support/stack";

const NOWHERE = "00000000-0000-0000-0000-000000000000";

const PROGRAM = `
const { Provider, UserSuspensionSet } = require("pulumi-chime-users");
const listed = (users) => ({ accountId: ${JSON.stringify(ACCOUNT)}, users });
new UserSuspensionSet("lockdown", { ...listed(["${idOf(1)}"]), exclusive: true }, { provider: new Provider("one", {}) });
new UserSuspensionSet("leavers", listed(["${idOf(2)}"]), { provider: new Provider("two", {}) });
`;

const YAML = `resources:
  one: {type: pulumi:providers:chime}
  two: {type: pulumi:providers:chime}
  lockdown:
    type: chime:UserSuspensionSet
    options: {provider: "\${one}"}
    properties: {accountId: ${ACCOUNT}, users: [${idOf(1)}], exclusive: true}
  leavers:
    type: chime:UserSuspensionSet
    options: {provider: "\${two}"}
    properties: {accountId: ${ACCOUNT}, users: [${idOf(2)}]}
`;

const FRONTS: readonly (readonly [string, Omit<Project, "environment">])[] = [
  ["of a program", { program: PROGRAM }],
  ["of a YAML program", { yaml: YAML, options: NATIVE_PLUGIN }],
];

describe("an exclusive set beside the set of another provider", () => {
  for (const [what, project] of FRONTS) {
    it(`${what} lets its users be, in refresh, preview and up, and nobody else`, async () => {
      await withChime([{ people: 10, suspended: [2, 9] }], async (chime: Chime) => {
        await withStack({ ...project, environment: chime.environment }, async (stack) => {
          const first = await stack.up("--preview");
          equal(first.exitCode, 0, first.output);
          match(first.output, /suspended but not listed \(exclusive\) \(1\)/);
          deepEqual(chime.suspended(), [1, 2].map(idOf));
          chime.lines();

          const refreshed = await stack.refresh("--expect-no-changes");
          equal(refreshed.exitCode, 0, refreshed.output);
          const preview = await stack.preview("--refresh", "--expect-no-changes");
          equal(preview.exitCode, 0, preview.output);

          chime.server.suspend(ACCOUNT, [idOf(5)]);
          const again = await stack.up("--preview", "--refresh");
          equal(again.exitCode, 0, again.output);
          match(again.output, /suspended but not listed \(exclusive\) \(1\)\n +- person\.5@/);
          doesNotMatch(again.output, /person\.2@|aaaaaaaa-0000-4000-8000-000000000002/);
          deepEqual(chime.suspended(), [1, 2].map(idOf));
          equal(chime.writes().length, 1);
        });
      });
    });
  }
});

/** Both sets, as one program declares them; `bad` fails. */
interface Declared {
  readonly lockdown: readonly number[];
  readonly leavers?: readonly number[];
  /** What the set of leavers has beside its users. */
  readonly more?: string;
  /** More arguments of that set, and whether its users are secret, where it is in TypeScript. */
  readonly args?: string;
  readonly isSecret?: boolean;
}

const write = (stack: Stack, { program, yaml }: Partial<Project>): Promise<void> =>
  yaml === undefined ? stack.write(program ?? "") : stack.writeYaml(yaml);

const ids = (people: readonly number[]): string => JSON.stringify(people.map(idOf));

function programOf({ lockdown, leavers, more = "", args = "", isSecret = false }: Declared): string {
  const users = isSecret ? `require("@pulumi/pulumi").secret(${ids(leavers ?? [])})` : ids(leavers ?? []);
  const set = `new UserSuspensionSet("leavers", {accountId, users: ${users}${args}}, { provider: two ${more} });\n`;
  return `
const { Provider, UserSuspensionSet } = require("pulumi-chime-users");
const accountId = ${JSON.stringify(ACCOUNT)};
const [one, two] = [new Provider("one", {}), new Provider("two", {})];
const lockdown = new UserSuspensionSet("lockdown", { accountId, users: ${ids(lockdown)}, exclusive: true }, { provider: one });
const fails = () => new UserSuspensionSet("bad", { accountId: "${NOWHERE}", users: ["${idOf(1)}"] }, { dependsOn: lockdown });
${leavers === undefined ? "fails();\n" : set}`;
}

function yamlOf({ lockdown, leavers = [], more = "" }: Declared): string {
  return YAML.replace(`[${idOf(1)}]`, ids(lockdown)).replace(`[${idOf(2)}]`, `${ids(leavers)}${more}`);
}

/** Programs, and what each sets where the run is to fail before it comes to the set of leavers. */
const STORIES: readonly (readonly [string, (declared: Declared) => Partial<Project>, Declared])[] = [
  [
    "waits for what fails",
    (declared) => ({ program: programOf(declared) }),
    { lockdown: [1, 4], leavers: [2], more: ", dependsOn: fails()" },
  ],
  ["is taken out of a program", (declared) => ({ program: programOf(declared) }), { lockdown: [1, 4] }],
  [
    "is refused in YAML",
    (declared) => ({ yaml: yamlOf(declared), options: NATIVE_PLUGIN }),
    { lockdown: [1, 4], leavers: [2], more: ", maxChanges: 0" },
  ],
];

describe("an exclusive set in a run that fails before it comes to another set", function () {
  this.timeout(300_000);

  for (const [what, project, failing] of STORIES) {
    it(`leaves the users of that one to it, which ${what}`, async () => {
      await withChime([{ people: 10 }], async (chime: Chime) => {
        const declared = project({ lockdown: [1], leavers: [2, 3] });
        await withStack({ ...declared, environment: chime.environment }, async (stack) => {
          const first = await stack.up();
          equal(first.exitCode, 0, first.output);
          deepEqual(chime.suspended(), [1, 2, 3].map(idOf));

          await write(stack, project(failing));
          const failed = await stack.up();
          notEqual(failed.exitCode, 0);
          match(
            failed.output,
            /not changed here: left to UserSuspensionSet "leavers", which has them in its state: it lets them go, in this run or a later one, unless it lists them by then \(\d\)/,
          );
          deepEqual(chime.suspended(), [1, 2, 3, 4].map(idOf));

          await write(stack, declared);
          const back = await stack.up();
          equal(back.exitCode, 0, back.output);
          deepEqual(chime.suspended(), [1, 2, 3].map(idOf));

          await write(stack, project({ lockdown: [1, 4], leavers: [2] }));
          const up = await stack.up("--preview");
          equal(up.exitCode, 0, up.output);
          match(
            up.output,
            /not changed here: left to UserSuspensionSet "leavers", which has them in its state: it lets them go, in this run or a later one, unless it lists them by then \(\d\)/,
          );
          doesNotMatch(up.output, /suspended but not listed \(exclusive\)/);
          deepEqual(chime.suspended(), [1, 2, 4].map(idOf));
          const again = await stack.preview("--refresh", "--expect-no-changes");
          equal(again.exitCode, 0, again.output);
          const destroyed = await stack.destroy();
          equal(destroyed.exitCode, 0, destroyed.output);
          deepEqual(chime.suspended(), []);
        });
      });
    });
  }
});

/** What an exclusive set makes of those whom another set is about to have no more, or lists by a word that is not the program's own. */
const BESIDE: readonly (readonly [string, Declared, readonly number[], RegExp])[] = [
  [
    "that retains them from now on",
    { lockdown: [1, 4], leavers: [3], more: ", dependsOn: lockdown", args: ', onRemoval: "retain"' },
    [1, 3, 4],
    /suspended but not listed \(exclusive\) \(1\)/,
  ],
  [
    "whose users are secret, and does not name them",
    { lockdown: [1, 4], isSecret: true },
    [1, 4],
    /left to UserSuspensionSet "leavers", which has them in its state: it lets .* by then \(2\)\n/,
  ],
  [
    "that keeps its users by ignoreChanges",
    { lockdown: [1, 4], leavers: [], more: ', ignoreChanges: ["users"]' },
    [1, 2, 3, 4],
    /suspend \(1\)/,
  ],
];

/** The same program without the resource that fails. */
function besideOf(declared: Declared): string {
  return programOf(declared).replace("fails();\n", "");
}

describe("an exclusive set beside the users of another set", function () {
  this.timeout(300_000);

  for (const [what, next, suspended, said] of BESIDE) {
    it(`does as its preview says: one ${what}`, async () => {
      await withChime([{ people: 10 }], async (chime: Chime) => {
        const { isSecret = false } = next;
        const first = besideOf({ lockdown: [1], leavers: [2, 3], isSecret });
        await withStack({ program: first, environment: chime.environment }, async (stack) => {
          equal((await stack.up()).exitCode, 0);
          await stack.write(besideOf({ ...next, isSecret }));
          const up = await stack.up("--preview");
          equal(up.exitCode, 0, up.output);
          deepEqual(chime.suspended(), suspended.map(idOf));
          match(up.output, said);
          if (isSecret) doesNotMatch(up.output, /person\.[23]@|0000000000[23]\b/);
        });
      });
    });
  }
});
