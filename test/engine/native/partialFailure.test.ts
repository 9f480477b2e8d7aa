import { deepEqual, equal, match } from "node:assert/strict";
import { withChime } from "../../support/chime";
import { ACCOUNT, idOf, range } from "../../support/people";
import { NATIVE_PLUGIN, withStack } from "../../support/stack";

const PEOPLE = 3_000;
const FAILING = range(0, 300).map((i) => i * 10);

const YAML = `resources:
  leavers:
    type: chime:UserSuspensionSet
    properties: {accountId: ${ACCOUNT}, users: ${JSON.stringify(range(0, PEOPLE).map(idOf))}}
  sibling:
    type: chime:UserLicenseAssignment
    properties: {accountId: ${ACCOUNT}, licenses: {${idOf(1)}: Pro}}
`;

describe("users that fail under the native provider", () => {
  // The way by which the run fails is the engine's own and documented nowhere: this is to fail should it go.
  for (const small of ["", "true"]) {
    const says = small ? "with headers of 8 kB too" : "and are tried again";
    it(`fail the run, whole in the state, and nothing else is lost, ${says}`, async () => {
      await withChime([{ people: PEOPLE }], async (chime) => {
        const environment = { ...chime.environment, GRPC_GO_EXPERIMENTAL_ENABLE_8KB_DEFAULT_HEADER_LIST_SIZE: small };
        for (const i of FAILING) chime.server.faults.user(idOf(i), { code: "Forbidden", message: "not this one" });
        await withStack({ yaml: YAML, options: NATIVE_PLUGIN, environment }, async (stack) => {
          const up = await stack.up();
          equal(up.exitCode, 1, up.output);
          match(
            up.output,
            /UserSuspensionSet "leavers": 300 users failed \(Forbidden 300\)\. The other users are done and in the state\. Run pulumi up again to try what is left; what this run has not come to, or not deleted, waits for that\./,
          );
          equal(up.output.split("and 290 more").length - 1, 1);
          match(up.output, /UserSuspensionSet "leavers": suspended 2,700 users, 300 users failed \(\d+ calls\)$/m);
          const after = await stack.resources();
          deepEqual(Object.keys(after).sort(), ["leavers", "sibling"]);
          const failures = after["leavers"]?.outputs?.["failures"] as { user: string; message: string }[];
          deepEqual(
            failures.map(({ user }) => user),
            FAILING.map(idOf),
          );
          match(failures[0]?.message ?? "", /^not this one \(request [0-9a-f-]+\)/);
          equal(chime.suspended().length, PEOPLE - FAILING.length);
          if (small) return;

          const preview = await stack.preview("--diff", "--expect-no-changes");
          equal(preview.exitCode, 7, preview.output);
          match(preview.output, new RegExp(`\\+ \\[10\\]: "${idOf(10)}"`));
          equal(preview.output.includes(`"${idOf(11)}"`), false, "nobody is shown who is as declared");
          chime.server.faults.clear();
          chime.lines();
          const again = await stack.up();
          equal(again.exitCode, 0, again.output);
          deepEqual(
            chime.writes(),
            Array.from({ length: 6 }, () => "POST BatchSuspendUser 50 users -> 200"),
          );
          deepEqual((await stack.resources())["leavers"]?.outputs?.["failures"], []);
          equal((await stack.preview("--expect-no-changes")).exitCode, 0);
        });
      });
    });
  }

  it("stand in the outputs of a YAML program where the run goes on, and otherwise in the state alone", async () => {
    const yaml = `resources:
  leavers:
    type: chime:UserSuspensionSet
    properties: {accountId: ${ACCOUNT}, users: [${idOf(1)}, ${idOf(2)}]}
outputs:
  failures: \${leavers.failures}
`;
    await withChime([{ people: 5 }], async (chime) => {
      await withStack({ yaml, options: NATIVE_PLUGIN, environment: chime.environment }, async (stack) => {
        chime.server.faults.user(idOf(1), { code: "Forbidden", message: "not this one" });
        for (const [options, told] of [
          [[], false],
          [["--continue-on-error"], true],
        ] as const) {
          equal((await stack.up(...options)).exitCode, 1);
          const kept = (await stack.resources())["leavers"]?.outputs?.["failures"] as { user: string }[];
          deepEqual(
            kept.map(({ user }) => user),
            [idOf(1)],
          );
          const output = await stack.cli("stack", "output", "failures");
          equal(output.output.includes("not this one"), told, output.output);
        }
      });
    });
  });

  it("fail a destroy, which takes back what it can and goes on the next time", async () => {
    await withChime([{ people: 100 }], async (chime) => {
      const before = chime.server.account(ACCOUNT);
      const yaml = `resources:
  leavers:
    type: chime:UserSuspensionSet
    properties: {accountId: ${ACCOUNT}, users: ${JSON.stringify(range(0, 100).map(idOf))}}
`;
      await withStack({ yaml, options: NATIVE_PLUGIN, environment: chime.environment }, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        chime.server.faults.user(idOf(5), { code: "Forbidden", message: "not this one" });
        const destroy = await stack.destroy();
        equal(destroy.exitCode, 1);
        match(
          destroy.output,
          /1 user failed \(Forbidden 1\)\. The other users are done\. Run the same pulumi up or pulumi destroy again to try what is left\./,
        );
        deepEqual(chime.suspended(), [idOf(5)]);
        const alone = await stack.destroy();
        match(
          alone.output,
          /1 user failed \(Forbidden 1\)\. Run the same pulumi up or pulumi destroy again to try once more\./,
        );
        // Whole and once, beside the resource.
        equal(alone.output.split("Diagnostics:")[1]?.split("not this one").length, 2);
        chime.server.faults.clear();
        equal((await stack.destroy()).exitCode, 0);
        deepEqual(chime.server.account(ACCOUNT), before);
      });
    });
  });
});
