import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { type Chime, withChime } from "../support/chime";
import { ACCOUNT, idOf } from "../support/people";
import { NATIVE_PLUGIN, type Project, withStack } from "../support/stack";

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
