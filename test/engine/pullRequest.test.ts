import { deepEqual, doesNotMatch, equal, match, notEqual } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { PreviewReport } from "../../provider/cli/report/previewReport";
import { type ChimeServer, EXAMPLE_ACCOUNT_ID, startChimeServer } from "../../provider/testing";
import { runCommand } from "../support/commandLine";
import { isQuotedInReadme, isShownInReadme } from "../support/readme";
import { saidBy } from "../support/said";
import { type Stack, withStack } from "../support/stack";

const ROOT = join(__dirname, "..", "..");
const EXAMPLE = join(ROOT, "examples", "pull-request");

interface People {
  readonly leavers: readonly string[];
  readonly licenses: Readonly<Record<string, string>>;
}

const first: People = JSON.parse(readFileSync(join(EXAMPLE, "people.json"), "utf8"));

/** What the branch of a pull request says: one comes back, two leave, one gets another license, and one none any more. */
const second: People = {
  leavers: [...first.leavers.slice(1), "isabel.schneider@example.com", "linh.fernandez@example.com"],
  licenses: { "bram.hansen@example.com": "Pro", "chloe.jensen@example.com": "Pro" },
};

/** A whole department by accident, a typing mistake, and somebody who is protected. */
function accident(server: ChimeServer): People {
  const everybody = server.account(EXAMPLE_ACCOUNT_ID).Users.flatMap((user) => user.PrimaryEmail ?? []);
  return { ...second, leavers: [...everybody.slice(20, 90), "ahmed.kowalsky@example.com", "wei.patel@example.com"] };
}

interface Previewed {
  readonly exitCode: number | null;
  readonly printed: string;
  /** What the preview said, as it stands on the terminal. */
  readonly said: string;
  /** The report's exit status, and the report. */
  readonly status: number;
  readonly markdown: string;
}

/** Runs the preview and the report of the workflow in examples/pull-request. */
async function review(stack: Stack, maxNames = "all"): Promise<Previewed> {
  stack.environment = { ...stack.environment, CHIME_USERS_MAX_NAMES: maxNames };
  const { exitCode, stdout } = await stack.preview("--json");
  const said = saidBy(stdout);
  const child = spawn(process.execPath, [join(ROOT, "dist", "cli", "main.js"), "report"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(stdout);
  const closed = once(child, "close");
  const markdown = await text(child.stdout);
  const [status] = await closed;
  return { exitCode, printed: stdout, said, status, markdown };
}

/** The lines of people.json that a pull request changes, as git shows them. */
async function changeOf(before: People, after: People): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "chime-change-"));
  const write = (name: string, people: People): Promise<void> =>
    writeFile(join(folder, name), `${JSON.stringify(people, undefined, 2)}\n`);
  await Promise.all([write("before", before), write("after", after)]);
  const child = spawn("git", ["diff", "--no-index", "--unified=1", "before", "after"], { cwd: folder });
  const diff = await text(child.stdout);
  await rm(folder, { recursive: true });
  const [, ...hunks] = diff.split(/^@@.*@@.*\n/m);
  return hunks.join("");
}

const declare = (stack: Stack, people: People): Promise<void> =>
  writeFile(join(stack.folder, "people.json"), JSON.stringify(people));

describe("examples/pull-request", () => {
  it("shows a reviewer who is affected, in the README as on the terminal and in the comment", async () => {
    const server = await startChimeServer();
    const program = readFileSync(join(EXAMPLE, "index.ts"), "utf8");
    const options = "options: {refresh: always}";
    try {
      await withStack({ program, main: "index.ts", options, environment: server.environment }, async (stack) => {
        await declare(stack, first);
        const creation = await review(stack, "");
        deepEqual([creation.exitCode, creation.status], [0, 3]);
        isShownInReadme("change", await changeOf(first, second));
        stack.trustTypes();
        equal((await stack.up()).exitCode, 0);
        const nothing = await review(stack);
        deepEqual([nothing.exitCode, nothing.status, nothing.said], [0, 0, ""]);
        match(nothing.markdown, /\*\*Nobody changes\.\*\*/);

        await declare(stack, second);
        server.journal.clear();
        const change = await review(stack);
        deepEqual([change.exitCode, change.status], [0, 3]);
        isShownInReadme("preview", change.said);
        isQuotedInReadme("report", change.markdown.replace(/^<!--.*-->\n\n/, ""));
        const file = join(stack.folder, "preview.json");
        await writeFile(file, change.printed);
        const json = await runCommand(["report", "--json", file], stack.environment);
        equal(json.status, 3);
        const { resources } = JSON.parse(json.stdout) as Pick<PreviewReport, "resources">;
        deepEqual(resources.map(({ resource, operation }) => `${operation} ${resource}`).sort(), [
          'update UserLicenseAssignment "licenses"',
          'update UserSuspensionSet "leavers"',
        ]);

        const reachable = stack.environment;
        stack.environment = { ...reachable, AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" };
        const fork = await review(stack);
        deepEqual([fork.exitCode, fork.status], [0, 3]);
        match(fork.markdown, /No AWS credentials found/);
        match(fork.markdown, /From the state alone: the account could not be read/);
        stack.environment = reachable;

        await declare(stack, accident(server));
        const refused = await review(stack);
        notEqual(refused.exitCode, 0);
        equal(refused.status, 4);
        // The engine may or may not have asked about the other resource before it stops.
        isShownInReadme("refused", /error: .*(\n- .*)*/.exec(refused.said)?.[0] ?? "");
        match(refused.markdown, /> \[!CAUTION\]\n> Refused\./);
        match(refused.markdown, /<b>suspend<\/b> \(\d+\)/);
        equal(
          server.journal.lines().some((line) => line.startsWith("POST")),
          false,
        );
        for (const { markdown } of [creation, change, fork, refused]) {
          doesNotMatch(markdown, /AKIA|wJalr|Signature|X-Amz/i);
        }
      });
    } finally {
      await server.close();
    }
  });

  it("names the file where its JSON is broken, on the terminal and in the comment, and shows no stack trace", async () => {
    const server = await startChimeServer();
    const program = readFileSync(join(EXAMPLE, "index.ts"), "utf8");
    try {
      await withStack({ program, main: "index.ts", environment: server.environment }, async (stack) => {
        stack.trustTypes();
        await writeFile(
          join(stack.folder, "people.json"),
          '{\n  "leavers": ["amara.okafor@example.com",],\n  "licenses": {}\n}\n',
        );
        const { exitCode, status, said, markdown } = await review(stack);
        notEqual(exitCode, 0);
        equal(status, 4);
        for (const text of [said, markdown]) {
          match(
            text,
            /people\.json is not valid JSON: .*token.*Correct it: often a comma is missing, or is one too many\./,
          );
          doesNotMatch(text, /SyntaxError|index\.ts:\d+/);
        }
      });
    } finally {
      await server.close();
    }
  });

  it("shows everybody that a first exclusive set, a replacement and a deletion affect", async () => {
    const server = await startChimeServer();
    const everybody = server.account(EXAMPLE_ACCOUNT_ID).Users.flatMap((user) => user.PrimaryEmail ?? []);
    const resource = (name: string, args: object): string =>
      `new chime.UserSuspensionSet(${JSON.stringify(name)}, ${JSON.stringify({ accountId: EXAMPLE_ACCOUNT_ID, ...args })});`;
    const program = (...resources: string[]): string =>
      `const chime = require("pulumi-chime-users");\n${resources.join("\n")}`;
    const old = resource("old", { users: everybody.slice(0, 60) });
    try {
      await withStack({ program: program(old), environment: server.environment }, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        await stack.write(program(resource("new", { users: everybody.slice(30, 200), exclusive: true })));
        const { status, markdown } = await review(stack);
        equal(status, 3);
        const found = server
          .account(EXAMPLE_ACCOUNT_ID)
          .Users.filter((user) => user.UserRegistrationStatus === "Suspended");
        match(markdown, /\| UserSuspensionSet "new" \| create \|/);
        match(markdown, /\| UserSuspensionSet "old" \| delete \|/);
        for (const name of everybody.slice(30, 200)) equal(markdown.includes(name), true, name);
        match(markdown, /unsuspend, the resource is deleted/);
        equal(found.length >= 60, true);
      });
    } finally {
      await server.close();
    }
  });
});
