import { deepEqual, equal } from "node:assert/strict";
import { join } from "node:path";
import { build } from "esbuild";
import { type Chime, withChime } from "../support/chime";
import { ACCOUNT, idOf } from "../support/people";
import { type ProjectFolder, withProjectFolder } from "../support/projectFolder";
import { type Run, type Stack, withStack } from "../support/stack";

/** Whom the two sets of every program here list, and to whom the licenses go. */
interface People {
  readonly a: readonly number[];
  readonly b: readonly number[];
}

/** The program in all shapes: its people come from a file, so that they change without it. */
const BODY = `
const people = JSON.parse(readFileSync(process.cwd() + "/people.json", "utf8"));
for (const name of ["a", "b"]) new UserSuspensionSet(name, { accountId: people.accountId, users: people[name], onRemoval: "unsuspend" });
`;
const REQUIRING = `const { readFileSync } = require("node:fs");
const { UserSuspensionSet } = require("pulumi-chime-users");
${BODY}`;
const IMPORTING = `import { readFileSync } from "node:fs";
import { UserSuspensionSet } from "pulumi-chime-users";
${BODY}`;

function pulumiYaml(main: string, options = ""): string {
  return `name: people\nruntime: {name: nodejs, options: {typescript: false${options}}}\nmain: ${main}\n`;
}

async function peopleFile(project: ProjectFolder, folder: string, { a, b }: People): Promise<void> {
  await project.write(join(folder, "people.json"), { accountId: ACCOUNT, a: a.map(idOf), b: b.map(idOf) });
}

async function ok(run: Promise<Run>): Promise<void> {
  const { exitCode, output } = await run;
  equal(exitCode, 0, output);
}

/** From nothing to two sets, once more without a call, users moving both ways without a write, and back. */
async function story(stack: Stack, chime: Chime, declare: (people: People) => Promise<void>): Promise<void> {
  await declare({ a: [1, 2], b: [3] });
  await ok(stack.up());
  deepEqual(chime.suspended(), [1, 2, 3].map(idOf));
  chime.lines();
  await ok(stack.up("--expect-no-changes"));
  deepEqual(chime.lines(), []);
  await declare({ a: [1, 3], b: [2] });
  await ok(stack.up());
  deepEqual(chime.writes(), []);
  deepEqual(Object.keys(await stack.resources()).sort(), ["a", "b"]);
  await ok(stack.destroy());
  deepEqual(chime.suspended(), []);
}

/** Runs the story of a project that is laid out first; `layOut` returns where in it the program is. */
async function run(
  layOut: (project: ProjectFolder) => Promise<string>,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  await withChime([{ people: 10 }], (chime) =>
    withProjectFolder(async (project) => {
      const folder = await layOut(project);
      await withStack({ folder: join(project.root, folder), environment: { ...chime.environment, ...more } }, (stack) =>
        story(stack, chime, (people) => peopleFile(project, folder, people)),
      );
    }),
  );
}

describe("shapes of a program on the real engine", () => {
  it("an ES module that waits at its top level", async () => {
    await run(async (project) => {
      await project.installOurs("node_modules");
      await project.write("package.json", { name: "people", type: "module" });
      await project.write("Pulumi.yaml", pulumiYaml("index.js"));
      await project.write("index.js", `${IMPORTING}\nawait Promise.resolve();\nexport const done = true;\n`);
      return ".";
    });
  });

  it("TypeScript under node --import tsx", async () => {
    const layOut = async (project: ProjectFolder): Promise<string> => {
      await project.installOurs("node_modules");
      await project.linkPackages("node_modules", "tsx");
      await project.write("package.json", { name: "people", type: "module" });
      await project.write("Pulumi.yaml", pulumiYaml("index.ts", ', nodeargs: "--import tsx"'));
      // Node itself strips types, and can't do this.
      await project.write("index.ts", `enum Only { Tsx }\n${IMPORTING}\nexport const done = Only.Tsx;\n`);
      return ".";
    };
    // Language hosts of before nodeargs read the environment alone; the provider process has it then, too.
    await run(layOut, { NODE_OPTIONS: "--import tsx" });
  });

  it("TypeScript that a CommonJS program loads by tsx", async () => {
    await run(async (project) => {
      await project.installOurs("node_modules");
      await project.linkPackages("node_modules", "tsx");
      await project.write("package.json", { name: "people" });
      await project.write("Pulumi.yaml", pulumiYaml("index.js"));
      await project.write("index.js", `require("tsx/cjs/api").require("./program.ts", __filename);`);
      await project.write("program.ts", `enum Only { Tsx }\n${IMPORTING}\nexport const done = Only.Tsx;\n`);
      return ".";
    });
  });

  it("an npm workspace that has the package through another workspace", async () => {
    await run(async (project) => {
      await project.installOurs("node_modules");
      await project.write("package.json", { name: "all", private: true, workspaces: ["packages/*"] });
      await project.link("node_modules/@acme/sets", join(project.root, "packages/sets"));
      await project.write("packages/sets/package.json", { name: "@acme/sets", main: "index.js" });
      await project.write(
        "packages/sets/index.js",
        `exports.UserSuspensionSet = require("pulumi-chime-users").UserSuspensionSet;`,
      );
      await project.write("packages/people/package.json", { name: "people", dependencies: { "@acme/sets": "*" } });
      await project.write("packages/people/Pulumi.yaml", pulumiYaml("index.js"));
      await project.write("packages/people/index.js", REQUIRING.replace('"pulumi-chime-users"', '"@acme/sets"'));
      return "packages/people";
    });
  });

  it("a pnpm layout in which only a dependency has the package", async () => {
    await run(async (project) => {
      const store = (name: string): string => join("node_modules", ".pnpm", name, "node_modules");
      await project.installPulumi(store("@pulumi+pulumi@3"));
      await project.installOurs(store("pulumi-chime-users@0"));
      const inStore = (name: string, path: string): string => join(project.root, store(name), path);
      await project.link(
        "node_modules/.pnpm/node_modules/pulumi-chime-users",
        inStore("pulumi-chime-users@0", "pulumi-chime-users"),
      );
      await project.link("node_modules/@pulumi/pulumi", inStore("@pulumi+pulumi@3", "@pulumi/pulumi"));
      await project.write(join(store("sets@1"), "sets/package.json"), { name: "sets", main: "index.js" });
      await project.write(
        join(store("sets@1"), "sets/index.js"),
        `exports.UserSuspensionSet = require("pulumi-chime-users").UserSuspensionSet;`,
      );
      await project.link(
        join(store("sets@1"), "pulumi-chime-users"),
        inStore("pulumi-chime-users@0", "pulumi-chime-users"),
      );
      await project.link("node_modules/sets", inStore("sets@1", "sets"));
      await project.write("package.json", { name: "people" });
      await project.write("Pulumi.yaml", pulumiYaml("index.js"));
      await project.write("index.js", REQUIRING.replace('"pulumi-chime-users"', '"sets"'));
      return ".";
    });
  });

  for (const format of ["cjs", "esm"] as const) {
    it(`a minified bundle by esbuild, ${format}`, async () => {
      await run(async (project) => {
        await project.installOurs("node_modules");
        await project.write("source.mjs", IMPORTING);
        await build({
          entryPoints: [join(project.root, "source.mjs")],
          outfile: join(project.root, "bundle.js"),
          bundle: true,
          minify: true,
          platform: "node",
          format,
          external: ["@pulumi/pulumi"],
          ...(format === "esm"
            ? {
                banner: {
                  js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
                },
              }
            : {}),
        });
        await project.write("package.json", { name: "people", ...(format === "esm" ? { type: "module" } : {}) });
        await project.write("Pulumi.yaml", pulumiYaml("bundle.js"));
        return ".";
      });
    });
  }
});
