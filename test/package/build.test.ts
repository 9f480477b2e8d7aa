import { deepEqual, equal, rejects } from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, isFresh } from "../../scripts/build/dist";

/** Stands for the making of the plugin, which takes the whole package. */
async function makePlugin(root: string, folder: string): Promise<void> {
  await writeFile(join(folder, "program"), await readFile(join(root, "package.json"), "utf8"));
}

const MODULES = join(__dirname, "..", "..", "node_modules");

describe("dist/", () => {
  let root: string;
  const path = (file: string): string => join(root, file);

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "chime-build-"));
    for (const folder of ["provider", "scripts", "scripts/build"]) await mkdir(path(folder));
    await symlink(MODULES, path("node_modules"));
    const options = { module: "node16", target: "es2023", types: [], skipLibCheck: true, rootDir: "." };
    await writeFile(path("package.json"), JSON.stringify({ bin: { greet: "./dist/greet.js" } }));
    await writeFile(path("tsconfig.json"), JSON.stringify({ compilerOptions: options }));
    await writeFile(path("provider/tsconfig.json"), JSON.stringify({ compilerOptions: options, include: ["."] }));
    await writeFile(path("provider/greet.ts"), "export const greeting = 'hello';\n");
    await writeFile(path("provider/old.ts"), "export const age = 90;\n");
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it("is not fresh where there is none, and is once it was built", async () => {
    equal(await isFresh(root), false);
    await build(root, makePlugin);
    equal(await isFresh(root), true);
    deepEqual((await readdir(path("dist"))).sort(), [".stamp", "greet.js", "old.js"]);
    deepEqual(await readdir(path("plugin")), ["program"]);
    deepEqual(await readdir(path(".cache")), []);
  });

  it("is not fresh once something that it is made of has changed, however old the file says it is", async () => {
    await build(root, makePlugin);
    for (const [file, text] of [
      ["provider/greet.ts", "export const greeting = 'good evening';\n"],
      ["provider/new.ts", "export const age = 0;\n"],
      ["scripts/build/how.ts", "export const age = 0;\n"],
      ["tsconfig.json", "{}"],
      ["package.json", "{}"],
    ] as const) {
      const before = await readFile(path(file), "utf8").catch(() => undefined);
      await writeFile(path(file), text);
      await utimes(path(file), 0, 0);
      equal(await isFresh(root), false, file);
      if (before === undefined) await rm(path(file));
      else await writeFile(path(file), before);
      equal(await isFresh(root), true, file);
    }
  });

  it("is not fresh where somebody else has written into it", async () => {
    await build(root, makePlugin);
    await writeFile(path("dist/greet.js"), "");
    equal(await isFresh(root), false);
    await build(root, makePlugin);
    await rm(path("dist/old.js"));
    equal(await isFresh(root), false);
    await build(root, makePlugin);
    await writeFile(path("plugin/program"), "");
    equal(await isFresh(root), false);
  });

  it("loses what nothing makes any more", async () => {
    await build(root, makePlugin);
    await rm(path("provider/old.ts"));
    await build(root, makePlugin);
    deepEqual((await readdir(path("dist"))).sort(), [".stamp", "greet.js"]);
    equal(await isFresh(root), true);
  });

  it("stays as it was where the sources can't be compiled, and is told why", async () => {
    await build(root, makePlugin);
    const before = await readFile(path("dist/greet.js"), "utf8");
    await writeFile(path("provider/greet.ts"), "export const greeting: number = 'hello';\n");
    await rejects(build(root, makePlugin), /dist\/ can't be built: provider\/greet\.ts\(1,14\): error TS2322/);
    equal(await readFile(path("dist/greet.js"), "utf8"), before);
    equal(await isFresh(root), false);
    deepEqual(await readdir(path(".cache")), []);
  });
});
