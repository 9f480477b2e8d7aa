import { deepEqual, equal, match, ok } from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import { batchSuspendUser } from "../../provider/chime/operations/batchSuspendUser";
import { batchUnsuspendUser } from "../../provider/chime/operations/batchUnsuspendUser";
import { batchUpdateUser } from "../../provider/chime/operations/batchUpdateUser";
import { getAccount } from "../../provider/chime/operations/getAccount";
import { getUser } from "../../provider/chime/operations/getUser";
import { inviteUsers } from "../../provider/chime/operations/inviteUsers";
import { listUsers } from "../../provider/chime/operations/listUsers";
import { licenseKind, suspensionKind } from "../../provider/lifecycle/kinds";
import { parseFaultRules } from "../../provider/testing";
import { reportOf, summaryOf } from "../../scripts/bench/report";
import type { Results } from "../../scripts/bench/results";
import { runCommand } from "../support/commandLine";
import { isFileInReadme, isShownInReadme, PAGES, pageBlocks, pageText } from "../support/readme";
import { theEngine } from "../support/stack";

const ROOT = join(__dirname, "..", "..");
const README = pageText("README.md");
const REFERENCE = pageText("docs/reference.md");
const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const blocks = pageBlocks();
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

/** What the compiler has against a program that stands in a page. */
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

/** A command that is no subcommand of anything. */
const PLAIN = /^(npm ci|npm test|export( \w+=\S+)+)$/;

/** What the help of the real CLI says of a command of Pulumi, which has to have each option. */
async function checkPulumi(command: string): Promise<void> {
  const engine = await theEngine();
  const [, ...words] = command.replace(/ > \S+$/, "").split(" ");
  const named = words.filter((word) => /^[a-z]+$/.test(word));
  const { stdout } = await promisify(execFile)(engine.command, [...named, "--help"], {
    env: { ...process.env, ...engine.environment },
  });
  match(stdout, new RegExp(`pulumi ${named[0]}`), command);
  for (const option of words.filter((word) => word.startsWith("--")))
    ok(stdout.includes(option), `${command}: no ${option}`);
}

async function checkCommand(command: string): Promise<void> {
  const [, script] = /^npm run (\S+)$/.exec(command) ?? [];
  const [, name = "", rest = ""] = /^(?:\w+=\S+ )?npx pulumi-chime-users (\w+)(.*)$/.exec(command) ?? [];
  if (script !== undefined) ok(script in scripts, command);
  else if (name !== "") {
    const { stdout } = await runCommand([name, "--help"], { ...process.env } as Record<string, string>, ROOT);
    for (const [option] of rest.matchAll(/--[\w-]+/g)) ok(stdout.includes(option), `${name} has no ${option}`);
  } else if (/^(\w+=\S+ )?pulumi /.test(command)) await checkPulumi(command.replace(/^\w+=\S+ /, ""));
  else match(command, PLAIN);
}

/** The rows of the table below a line, cell by cell. */
function tableBelow(heading: string): string[][] {
  const [, rest = ""] = REFERENCE.split(`\n${heading}\n\n`);
  const lines = rest.slice(0, rest.search(/\n\n/)).split("\n").slice(2);
  return lines.map((line) => line.split("|").map((cell) => cell.trim()));
}

/** What a heading is called in a link: as GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(" ", "-");
}

/** The links of a page to places of this repository that are not there. */
function deadLinks(page: string): string[] {
  const links = [...pageText(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  return links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? join(ROOT, page) : join(ROOT, dirname(page), path);
    if (!existsSync(target)) return true;
    if (anchor === undefined) return false;
    const headings = [...readFileSync(target, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
      anchorOf(heading),
    );
    return !headings.includes(anchor);
  });
}

describe("the README and the pages beside it", () => {
  it("say of every block where it comes from", () => {
    deepEqual(
      blocks.filter(({ source }) => !/^(run|checked|checked: policy|(file|shown): .+)$/.test(source)),
      [],
    );
  });

  it("show files as they are", () => {
    ok(sources("file").length > 0);
    for (const file of sources("file")) isFileInReadme(file);
  });

  it("show nothing that no test compares with a run", () => {
    const tests = allTests().replaceAll(/\s+/g, "");
    for (const name of sources("shown")) ok(tests.includes(`isShownInReadme("${name.replaceAll(" ", "")}"`), name);
    for (const page of PAGES) {
      for (const [, name = ""] of pageText(page).matchAll(/<!-- quoted: (.*) -->/g)) {
        ok(tests.includes(`isQuotedInReadme("${name.replaceAll(" ", "")}"`), name);
      }
    }
  });

  it("have no link to what is not there", () => {
    for (const page of [...PAGES, "CONTRIBUTING.md", "examples/README.md"]) deepEqual(deadLinks(page), [], page);
  });

  it("show, as does the page about it, the figures of the benchmark", async () => {
    const { markdownTable } = await import("markdown-table");
    const results: Results = JSON.parse(readFileSync(join(ROOT, "docs", "bench", "results.json"), "utf8"));
    isShownInReadme("benchmark", summaryOf(results, markdownTable));
    const page = join(ROOT, "docs", "benchmark.md");
    if (process.env["UPDATE_README"]) writeFileSync(page, reportOf(results, markdownTable));
    equal(readFileSync(page, "utf8"), reportOf(results, markdownTable), "npm run docs brings it up to date");
  });

  it("have commands that are there", async () => {
    for (const { source, text } of blocks) {
      if (source !== "run") continue;
      for (const command of commandsOf(text.trim())) await checkCommand(command);
    }
  });

  it("tell the local server of faults that it takes", () => {
    const told = PAGES.flatMap((page) => [...pageText(page).matchAll(/curl -d '([^']+)' \S+\/_local\/faults/g)]);
    equal(told.length > 0, true);
    for (const [, json = ""] of told) parseFaultRules(JSON.parse(json));
  });

  it("have programs that compile", () => {
    for (const { source, language, text } of blocks) {
      if (source === "checked" && language === "ts") deepEqual(complaintsAbout(text), []);
    }
  });

  it("have a policy with the actions that are used, and no others", () => {
    const policy = blocks.find(({ source }) => source === "checked: policy")?.text ?? "";
    const { Statement } = JSON.parse(policy) as { readonly Statement: readonly { readonly Action: string[] }[] };
    const used = [batchSuspendUser, batchUnsuspendUser, batchUpdateUser, getAccount, getUser, inviteUsers, listUsers];
    deepEqual(Statement.flatMap(({ Action }) => Action).sort(), used.map(({ name }) => `chime:${name}`).sort());
  });

  for (const { resource, arguments: known } of [suspensionKind, licenseKind]) {
    it(`have every argument of ${resource}`, () => {
      const names = tableBelow(`\`${resource}\``).flatMap(([, name = ""]) => name.replaceAll("`", "").split(", "));
      deepEqual(names.sort(), [...known.keys()].sort());
    });
  }

  it("say that the service has ended, on the first screen", () => {
    const screen = README.split("\n").slice(0, 24).join("\n");
    match(screen, /AWS ended the Amazon Chime service on\s+20 February 2026/);
    equal(README.startsWith("# pulumi-chime-users\n"), true);
  });
});
