import { deepEqual, doesNotMatch, equal, match, rejects } from "node:assert/strict";
import { reportPreview } from "../../provider/cli/report/previewReport";
import { parsePreview } from "../../provider/cli/report/readPreview";
import { writeMarkdown } from "../../provider/cli/report/writeMarkdown";
import { withChime } from "../support/chime";
import { ACCOUNT, emailOf, idOf } from "../support/people";
import { type Run, type Stack, withStack } from "../support/stack";

/** A program of sets, each with what stands behind its users. */
function programOf(...sets: readonly (readonly [name: string, users: string, more?: string])[]): string {
  const lines = sets.map(
    ([name, users, more = ""]) =>
      `const ${name} = new UserSuspensionSet("${name}", { accountId: ${JSON.stringify(ACCOUNT)}, users: ${users} }${more});`,
  );
  return `
const { UserSuspensionSet } = require("pulumi-chime-users");
const pulumi = require("@pulumi/pulumi");
${lines.join("\n")}
`;
}

const list = (...people: readonly number[]): string => JSON.stringify(people.map(idOf));

function reportOf({ stdout }: Run): Promise<string> {
  return writeMarkdown(reportPreview(parsePreview(stdout, "preview")), 65_536);
}

/** The preview of a destroy, which the CLI refuses where confirmations are skipped. */
function previewDestroy(stack: Stack): Promise<Run> {
  stack.environment = { ...stack.environment, PULUMI_SKIP_CONFIRMATIONS: "false" };
  return stack.cli("destroy", "--preview-only", "--json");
}

/** What a report says of one resource. */
function sectionOf(markdown: string, name: string): string {
  return markdown.split("#### ").find((section) => section.startsWith(`UserSuspensionSet "${name}"`)) ?? "";
}

describe("a report of deletions, on the real engine", () => {
  it("says that nobody changes where a stack is empty, and refuses the preview of a refresh", async () => {
    await withChime([{ people: 20 }], async (chime) => {
      const program = programOf(["leavers", list(1, 2)]);
      await withStack({ program, environment: chime.environment }, async (stack) => {
        equal((await stack.cli("config", "set", "anything", "of its own")).exitCode, 0);
        match(await reportOf(await previewDestroy(stack)), /^\*\*Nobody changes\.\*\*$/m);
        equal((await stack.up("--yes")).exitCode, 0);
        chime.server.unsuspend(ACCOUNT, [idOf(1)]);
        const refresh = await stack.cli("refresh", "--preview-only", "--json");
        await rejects(
          async () => reportOf(refresh),
          /is the preview of a refresh\. .* pulumi preview --refresh --json/,
        );
        match(await reportOf(await stack.preview("--refresh", "--json")), /^\*\*Suspend 1 user\.\*\*$/m);
        match(
          await reportOf(await stack.preview("--refresh", "--json", "--target", "**::leavers")),
          /^\*\*Suspend 1 /m,
        );
      });
    });
  });

  it("announces for each what up then does: nothing for a rename, retainOnDelete and deletedWith", async () => {
    await withChime([{ people: 20 }], async (chime) => {
      const first = programOf(
        ["renamed", list(1, 2)],
        ["joined", list(3)],
        ["retained", list(4), ", { retainOnDelete: true }"],
        ["leaving", list(5)],
        ["along", list(6), ", { deletedWith: leaving }"],
        ["old", list(8, 9)],
        ["ids", list(10, 11)],
      );
      await withStack({ program: first, environment: chime.environment }, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        await stack.write(
          programOf(["anew", list(1, 2, 3)], ["other", JSON.stringify([idOf(7), emailOf(10)])], ["fresh", list(8)]),
        );
        const markdown = await reportOf(await stack.preview("--json"));
        // Who of the users of a deleted set it is that another one lists by address, no preview tells.
        match(markdown, /^\*\*At most: suspend 1 user, unsuspend 4 users\.\*\*$/m);
        match(
          sectionOf(markdown, "ids"),
          /unsuspend, the resource is deleted, unless listed by address in UserSuspensionSet "other" \(2\)/,
        );
        match(sectionOf(markdown, "renamed"), /moves to .*UserSuspensionSet .*anew.*\(2\)/);
        match(sectionOf(markdown, "joined"), /moves to .*UserSuspensionSet .*anew.*\(1\)/);
        match(sectionOf(markdown, "fresh"), /already suspended, moves here from UserSuspensionSet .*old.*\(1\)/);
        doesNotMatch(markdown, /If this is a rename/);
        match(sectionOf(markdown, "retained"), /Nobody changes: by the resource option retainOnDelete/);
        match(sectionOf(markdown, "along"), /Nobody changes: by the resource option deletedWith/);
        equal((await stack.up()).exitCode, 0);
        deepEqual(chime.suspended(), [1, 2, 3, 4, 6, 7, 8, 10].map(idOf));
      });
    });
  });

  it("announces whom a deletion unsuspends where each preview begins with a refresh", async () => {
    await withChime([{ people: 20, suspended: [4] }], async (chime) => {
      const program = programOf(["leaving", list(1, 2, 4)], ["staying", list(3)]);
      const options = "options: {refresh: always}";
      await withStack({ program, options, environment: chime.environment }, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        match(await reportOf(await previewDestroy(stack)), /^\*\*Unsuspend 3 users\.\*\*$/m);
        chime.server.unsuspend(ACCOUNT, [1, 4].map(idOf));
        const drifted = await reportOf(await previewDestroy(stack));
        match(drifted, /^\*\*Unsuspend 2 users\.\*\*$/m);
        match(sectionOf(drifted, "leaving"), /they have already what there was before \(1\)\*\*: `\S+1`/);
        match(sectionOf(drifted, "leaving"), /they are not as this resource has left them \(1\)\*\*: `\S+4`/);
        chime.server.suspend(ACCOUNT, [idOf(1)]);
        await stack.write(programOf(["staying", list(2, 3)]));
        const markdown = await reportOf(await stack.preview("--json"));
        match(markdown, /^\*\*Unsuspend 1 user\.\*\*$/m);
        match(sectionOf(markdown, "leaving"), /moves to UserSuspensionSet "staying".* \(1\)/);
        equal((await stack.up()).exitCode, 0);
        deepEqual(chime.suspended(), [2, 3].map(idOf));
      });
    });
  });

  it("says that it can't tell whom, and that somebody changes, where users or the account are secret", async () => {
    for (const secret of ["users", "accountId"]) {
      await withChime([{ people: 20 }], async (chime) => {
        const value = secret === "users" ? list(1, 2) : JSON.stringify(ACCOUNT);
        const program = programOf(["hidden", list(1, 2)]).replace(value, `pulumi.secret(${value})`);
        await withStack({ program, environment: chime.environment }, async (stack) => {
          const up = await stack.up();
          equal(up.exitCode, 0, up.output);
          const markdown = await reportOf(await previewDestroy(stack));
          match(markdown, /^\*\*Users whom this preview keeps secret change\.\*\*$/m);
          match(markdown, /It can't be told who changes, since the users are secret: .* which is "restore"\./);
          doesNotMatch(markdown, /Nobody changes|aaaaaaaa-0000/);
        });
      });
    }
  });

  it("of a lockdown says that those whom it let in are not suspended again, and destroy says so too", async () => {
    await withChime([{ people: 9, suspended: [3, 4] }], async (chime) => {
      const program = programOf(["lockdown", list(1)]).replace(" });", ", exclusive: true });");
      await withStack({ program, environment: chime.environment }, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        deepEqual(chime.suspended(), [idOf(1)]);
        const markdown = await reportOf(await previewDestroy(stack));
        match(markdown, new RegExp(`unsuspend, the resource is deleted[\\s\\S]*${idOf(1)}`));
        match(markdown, /Whom this exclusive set has let in, it does not suspend again\./);
        const destroyed = await stack.destroy();
        match(destroyed.output, /Whom this exclusive set has let in, it does not suspend again\./);
        deepEqual(chime.suspended(), []);
      });
    });
  });
});
