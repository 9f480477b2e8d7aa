import { equal } from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify, stripVTControlCharacters } from "node:util";

const DIST = join(__dirname, "..", "..", "dist");

interface Said {
  readonly stdout: string;
  readonly stderr: string;
}

/** What a process says that takes itself for Node 20, whether it fails or not. */
async function onOldNode(program: string): Promise<string> {
  const old = 'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } });';
  const running = promisify(execFile)(process.execPath, ["-e", `${old} ${program}`], { cwd: DIST });
  const { stdout, stderr } = await running.catch((failed: Said) => failed);
  return stripVTControlCharacters(stdout + stderr).trim();
}

const SENTENCE = "pulumi-chime-users needs Node 22.19 or later; this is 20.20.2. Put a newer one first on the PATH.";

describe("a Node that is too old", () => {
  it("is refused by the package's root before anything else is loaded", async () => {
    const program = `
      try { require("./index.js"); } catch (error) { console.log(error.message); }
      console.log(Object.keys(require.cache).filter((file) => file !== require.resolve("./index.js")).length, "file");`;
    equal(await onOldNode(program), `${SENTENCE}\n1 file`);
  });

  it("is refused when Pulumi opens the provider", async () => {
    const program = `
      try { require("./runtime/v1.js").open("UserSuspensionSet"); } catch (error) { console.log(error.message); }`;
    equal(await onOldNode(program), SENTENCE);
  });

  it("is refused by the command line", async () => {
    equal(await onOldNode('process.argv.push("--version"); require("./cli/main.js");'), SENTENCE);
  });
});
