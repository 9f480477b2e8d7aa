import { deepEqual, doesNotMatch, equal, match, notEqual } from "node:assert/strict";
import { reportPreview } from "../../provider/cli/report/previewReport";
import { parsePreview } from "../../provider/cli/report/readPreview";
import { withChime } from "../support/chime";
import { ACCOUNT, idOf, licenseAssignment, programOf, suspensionSet } from "../support/people";
import { withStack } from "../support/stack";

const flat = (text: string): string => text.replace(/\s+/g, " ");

/** How often a text is in another. */
const times = (text: string, part: string): number => text.split(part).length - 1;

describe("a run says everything, and each thing once", () => {
  it("that stands against it: a misspelt user, a wrong license, a guard of an update, and what comes late", async () => {
    await withChime([{ people: 20 }], async (chime) => {
      const guarded = (users: readonly number[]) => suspensionSet({ users: users.map(idOf), maxChanges: 1 }, "guarded");
      await withStack({ program: programOf(guarded([1])), environment: chime.environment }, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        const late = `
const pulumi = require("@pulumi/pulumi");
const licenses = pulumi.output(new Promise((resolve) => setTimeout(resolve, 300, { ${JSON.stringify(idOf(9))}: "Prq" })));
new chime.UserLicenseAssignment("late", { accountId: ${JSON.stringify(ACCOUNT)}, licenses });`;
        const wrong = programOf(
          guarded([1, 2, 3]),
          suspensionSet({ users: ["ghost@example.com"] }, "misspelt"),
          licenseAssignment({ licenses: { [idOf(4)]: "Max" } }, "wrong"),
          licenseAssignment({ licenses: { [idOf(5)]: "Pro" } }, "fine"),
        );
        await stack.write(wrong + late);
        chime.lines();
        const preview = await stack.preview();
        notEqual(preview.exitCode, 0);
        for (const says of [
          /UserSuspensionSet "guarded": refused, .* maxChanges: 2 users would change/,
          /UserSuspensionSet "misspelt": refused, .* users: 1 listed user not found in .* ghost@example\.com/,
          /UserLicenseAssignment "wrong": refused, .* licenses\["\S+"\]: expected one of .* got "Max"/,
          /UserLicenseAssignment "late": refused, .* got "Prq"/,
          /Refused: 4 resources\. Their own errors say why\./,
        ]) {
          match(flat(preview.output), says);
        }
        doesNotMatch(preview.output, /has a problem|value \{|\bat .*\.js:\d+|unhandled exception/);
        const diagnostics = preview.output.split("Diagnostics:")[1] ?? "";
        equal(times(diagnostics, "refused, nothing was changed"), 4);
        const { refusals, resources } = reportPreview(parsePreview((await stack.preview("--json")).stdout, "preview"));
        deepEqual(refusals.map((text) => /^\w+ "(\w+)"/.exec(text)?.[1]).sort(), [
          "guarded",
          "late",
          "misspelt",
          "wrong",
        ]);
        equal(resources.find(({ resource }) => resource.includes('"fine"'))?.operation, "create");

        const up = await stack.up();
        notEqual(up.exitCode, 0);
        match(flat(up.output), /expected one of|not found in|maxChanges allows 1/);
        doesNotMatch(up.output, /value \{/);
        deepEqual(chime.suspended(), [idOf(1)]);
      });
    });
  });

  it("of a setting that does nothing for dynamic resources: in each preview and update", async () => {
    await withChime([{ people: 20 }], async (chime) => {
      const program = programOf(
        suspensionSet({ users: [idOf(1)] }),
        licenseAssignment({ licenses: { [idOf(4)]: "Pro" } }, "hosts"),
      );
      await withStack({ program, environment: chime.environment }, async (stack) => {
        await stack.config("chime:detectDrift", "true");
        for (const { exitCode, output } of [await stack.preview(), await stack.up(), await stack.preview()]) {
          equal(exitCode, 0, output);
          const diagnostics = output.split("Diagnostics:")[1] ?? "";
          equal(times(diagnostics, "chime:detectDrift counts for resources of the native provider alone"), 1, output);
        }
      });
    });
  });

  it("of its plan: up says what was done where its own preview has told who, and who where there was none", async () => {
    await withChime([{ people: 20 }], async (chime) => {
      const set = (...people: readonly number[]): string => programOf(suspensionSet({ users: people.map(idOf) }));
      await withStack({ program: set(1, 2), environment: chime.environment }, async (stack) => {
        const up = await stack.up("--preview");
        equal(up.exitCode, 0);
        const [previewed = "", updated = ""] = up.output.split("Updating (dev)");
        equal(times(previewed, `+ ${idOf(1)} (`), 1);
        equal(times(updated, `+ ${idOf(1)} (`), 0);
        match(updated, /UserSuspensionSet "leavers": suspended 2 users \(1 call\)/);

        await stack.write(set(2, 3));
        // Another run's preview counts for nothing.
        equal((await stack.preview()).exitCode, 0);
        const unseen = await stack.up();
        match(unseen.output, new RegExp(`unsuspend, no longer listed \\(1\\)\\s+- ${idOf(1)}`));
        match(unseen.output, /UserSuspensionSet "leavers": suspended 1 user, unsuspended 1 user \(2 calls\)/);
      });
    });
  });
});
