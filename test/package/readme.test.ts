import { deepEqual, equal, match, ok } from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { batchSuspendUser } from "../../provider/chime/operations/batchSuspendUser";
import { batchUnsuspendUser } from "../../provider/chime/operations/batchUnsuspendUser";
import { batchUpdateUser } from "../../provider/chime/operations/batchUpdateUser";
import { getAccount } from "../../provider/chime/operations/getAccount";
import { getUser } from "../../provider/chime/operations/getUser";
import { inviteUsers } from "../../provider/chime/operations/inviteUsers";
import { listUsers } from "../../provider/chime/operations/listUsers";
import { licenseKind, suspensionKind } from "../../provider/lifecycle/kinds";
import { reportOf, summaryOf } from "../../scripts/bench/report";
import type { Results } from "../../scripts/bench/results";
import { runCommand } from "../support/commandLine";
import { isFileInReadme, isShownInReadme, readmeBlocks } from "../support/readme";

const ROOT = join(__dirname, "..", "..");
const README = readFileSync(join(ROOT, "README.md"), "utf8");
const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const blocks = readmeBlocks();
const sources = (kind: string): string[] =>
  blocks.flatMap(({ source }) => (source.startsWith(`${kind}: `) ? [source.slice(kind.length + 2)] : []));

/** The sources of all tests, to find who shows what. */
function allTests(): string {
  const files = readdirSync(join(ROOT, "test"), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => readFileSync(join(ROOT, "test", file), "utf8"))
    .join("\n");
}

/** What the compiler has against a program that stands in the README. */
function complaintsAbout(text: string): string[] {
  const folder = mkdtempSync(join(ROOT, ".cache", "readme-"));
  const file = join(folder, "block.ts");
  writeFileSync(file, text);
  const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const program = ts.createProgram([file], options);
  const complaints = ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  rmSync(folder, { recursive: true });
  return complaints;
}

/** The commands of a block, one by one. */
function commandsOf(text: string): string[] {
  return text.split(/\n|&&/).map((line) => line.trim());
}

const KNOWN =
  /^(npm ci|npm test|pulumi (up|login --local|stack init dev|preview( --json > \w+\.json)?)|export( \w+=\S+)+)$/;

async function checkCommand(command: string): Promise<void> {
  const [, script] = /^npm run (\S+)$/.exec(command) ?? [];
  const [, name = "", rest = ""] = /^(?:\w+=\S+ )?npx pulumi-chime-users (\w+)(.*)$/.exec(command) ?? [];
  if (script !== undefined) ok(script in scripts, command);
  else if (name !== "") {
    const { stdout } = await runCommand([name, "--help"], { ...process.env } as Record<string, string>, ROOT);
    for (const [option] of rest.matchAll(/--[\w-]+/g)) ok(stdout.includes(option), `${name} has no ${option}`);
  } else match(command.replace(/^\w+=\S+ (?=pulumi)/, ""), KNOWN);
}

/** The rows of the table below a line, cell by cell. */
function tableBelow(heading: string): string[][] {
  const [, rest = ""] = README.split(`\n${heading}\n\n`);
  const lines = rest.slice(0, rest.search(/\n\n/)).split("\n").slice(2);
  return lines.map((line) => line.split("|").map((cell) => cell.trim()));
}

describe("the README", () => {
  it("says of every block where it comes from", () => {
    deepEqual(
      blocks.filter(({ source }) => !/^(run|checked|checked: policy|(file|shown): .+)$/.test(source)),
      [],
    );
  });

  it("shows files as they are", () => {
    ok(sources("file").length > 0);
    for (const file of sources("file")) isFileInReadme(file);
  });

  it("shows nothing that no test compares with a run", () => {
    const tests = allTests().replaceAll(/\s+/g, "");
    for (const name of sources("shown")) ok(tests.includes(`isShownInReadme("${name.replaceAll(" ", "")}"`), name);
  });

  it("and the page about it show the figures of the benchmark", async () => {
    const { markdownTable } = await import("markdown-table");
    const results: Results = JSON.parse(readFileSync(join(ROOT, "docs", "bench", "results.json"), "utf8"));
    isShownInReadme("benchmark", summaryOf(results, markdownTable));
    const page = join(ROOT, "docs", "benchmark.md");
    if (process.env["UPDATE_README"]) writeFileSync(page, reportOf(results, markdownTable));
    equal(readFileSync(page, "utf8"), reportOf(results, markdownTable), "npm run docs brings it up to date");
  });

  it("has commands that are there", async () => {
    for (const { source, text } of blocks) {
      if (source !== "run") continue;
      for (const command of commandsOf(text.trim())) await checkCommand(command);
    }
  });

  it("has programs that compile", () => {
    for (const { source, language, text } of blocks) {
      if (source === "checked" && language === "ts") deepEqual(complaintsAbout(text), []);
    }
  });

  it("has a policy with the actions that are used, and no others", () => {
    const policy = blocks.find(({ source }) => source === "checked: policy")?.text ?? "";
    const { Statement } = JSON.parse(policy) as { readonly Statement: readonly { readonly Action: string[] }[] };
    const used = [batchSuspendUser, batchUnsuspendUser, batchUpdateUser, getAccount, getUser, inviteUsers, listUsers];
    deepEqual(Statement.flatMap(({ Action }) => Action).sort(), used.map(({ name }) => `chime:${name}`).sort());
  });

  for (const { resource, arguments: known } of [suspensionKind, licenseKind]) {
    it(`has every argument of ${resource}`, () => {
      const names = tableBelow(`\`${resource}\``).flatMap(([, name = ""]) => name.replaceAll("`", "").split(", "));
      deepEqual(names.sort(), [...known.keys()].sort());
    });
  }

  it("says that the service has ended, on the first screen", () => {
    const screen = README.split("\n").slice(0, 24).join("\n");
    match(screen, /AWS ended the Amazon Chime service on\s+20 February 2026/);
    equal(README.startsWith("# pulumi-chime-users\n"), true);
  });
});
