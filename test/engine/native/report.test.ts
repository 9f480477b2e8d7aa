import { deepEqual, equal, match } from "node:assert/strict";
import { reportPreview } from "../../../provider/cli/report/previewReport";
import { parsePreview } from "../../../provider/cli/report/readPreview";
import { withChime } from "../../support/chime";
import { ACCOUNT, emailOf, idOf, range } from "../../support/people";
import { NATIVE_PLUGIN, type Stack, withStack } from "../../support/stack";

function yaml(users: readonly string[], more = ""): string {
  return `resources:
  leavers:
    type: chime:UserSuspensionSet
    properties: {accountId: ${ACCOUNT}, users: ${JSON.stringify(users)}${more}}
`;
}

async function reportOf(stack: Stack): Promise<ReturnType<typeof reportPreview>> {
  return reportPreview(parsePreview((await stack.preview("--json")).stdout, "the preview"));
}

/** A new exclusive set in the place of the set so far. */
const lockdown = (users: readonly string[]): string =>
  yaml(users, ", exclusive: true").replace("leavers:", "lockdown:");

describe("the report of a preview of the native provider", () => {
  for (const nameOf of [idOf, emailOf]) {
    it(`counts nobody twice whom a new exclusive set lets in and a deleted set had suspended: ${nameOf(1)}`, async () => {
      await withChime([{ people: 10, suspended: [7] }], async (chime) => {
        const project = { yaml: yaml([1, 2, 3].map(nameOf)), options: NATIVE_PLUGIN, environment: chime.environment };
        await withStack(project, async (stack) => {
          equal((await stack.up()).exitCode, 0);
          await stack.writeYaml(lockdown([1, 4].map(nameOf)));
          const report = await reportOf(stack);
          deepEqual(
            report.resources.map(({ resource, plans }) => [
              resource,
              plans.flatMap(({ groups }) => groups.map(({ label, count }) => [label, count])),
            ]),
            [
              [
                'UserSuspensionSet "leavers"',
                [
                  ["not changed: they have already what there was before", 2],
                  ['moves to UserSuspensionSet "lockdown"', 1],
                ],
              ],
              [
                'UserSuspensionSet "lockdown"',
                [
                  ["suspend", 1],
                  ["unsuspend, suspended but not listed (exclusive)", 3],
                  ["already suspended", 1],
                ],
              ],
            ],
          );
          deepEqual(report.resources[0]?.remarks.slice(-1), [
            'UserSuspensionSet "lockdown" is exclusive and lets in first whom this one has suspended: they are counted there.',
          ]);
          equal((await stack.up()).exitCode, 0);
          deepEqual(chime.suspended(), [1, 4].map(idOf));
        });
      });
    });
  }

  it("tells creations, changes with everybody's name, refusals and deletions as of the dynamic resources", async () => {
    await withChime([{ people: 100 }], async (chime) => {
      const project = { yaml: yaml([1, 2].map(idOf)), options: NATIVE_PLUGIN, environment: chime.environment };
      await withStack(project, async (stack) => {
        const created = await reportOf(stack);
        deepEqual([created.refusals, created.resources[0]?.operation], [[], "create"]);
        equal((await stack.up()).exitCode, 0);

        await stack.writeYaml(yaml(range(2, 92).map(idOf)));
        const [updated] = (await reportOf(stack)).resources;
        deepEqual([updated?.resource, updated?.operation], ['UserSuspensionSet "leavers"', "update"]);
        const groups = updated?.plans.flatMap((plan) => plan.groups) ?? [];
        deepEqual(
          groups.map(({ label, count, names }) => [label, count, names.length]),
          [
            ["suspend", 89, 89],
            ["unsuspend, no longer listed", 1, 1],
          ],
        );

        await stack.writeYaml(yaml([2, 3].map(idOf), ", maxChanges: 0"));
        const guarded = await reportOf(stack);
        equal(guarded.refusals.length, 1);
        match(guarded.refusals[0] ?? "", /^UserSuspensionSet "leavers": maxChanges: 2 users would change/);

        await stack.writeYaml(yaml(["a/b"], ", maxChanges: -1"));
        deepEqual(
          (await reportOf(stack)).refusals.map((refusal) => refusal.split(": ").slice(0, 2).join(": ")),
          ['UserSuspensionSet "leavers": maxChanges', 'UserSuspensionSet "leavers": users[0]'],
        );

        await stack.writeYaml("resources: {}\n");
        const [deleted] = (await reportOf(stack)).resources;
        deepEqual([deleted?.operation, deleted?.plans[0]?.groups[0]?.names], ["delete", [1, 2].map(idOf)]);
      });
    });
  });
});
