import { chmod } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { build } from "esbuild";
import { withChime } from "../support/chime";
import { type ProjectFolder, withProjectFolder } from "../support/projectFolder";
import { withStack } from "../support/stack";
import { liveTwoSets, peopleJson } from "../support/twoSets";

/**
 * The program in all shapes: its people come from a file, so that they change without it, and each set has a provider
 * process of its own, and is not asked about before the other one is done: what a process then knows of the other set
 * it knows from the program alone.
 */
const BODY = `
const people = JSON.parse(readFileSync(process.cwd() + "/people.json", "utf8"));
const made = [];
for (const name of ["a", "b"]) {
  const args = { accountId: people.accountId, users: people[name], onRemoval: "unsuspend" };
  const opts = { provider: new Provider("of-" + name), dependsOn: [...made] };
  made.push(new UserSuspensionSet(name, args, opts));
}
`;
const REQUIRING = `const { readFileSync } = require("node:fs");
const { Provider, UserSuspensionSet } = require("pulumi-chime-users");
${BODY}`;
const IMPORTING = `import { readFileSync } from "node:fs";
import { Provider, UserSuspensionSet } from "pulumi-chime-users";
${BODY}`;

/** A package between the program and this one. */
const REEXPORTING = 'module.exports = require("pulumi-chime-users");';

function pulumiYaml(main: string, options = ""): string {
  return `name: people\nruntime: {name: nodejs, options: {typescript: false${options}}}\nmain: ${main}\n`;
}

/** Runs the story of a project that is laid out first; `layOut` returns where in it the program is. */
async function run(
  layOut: (project: ProjectFolder) => Promise<string>,
  more: (project: ProjectFolder, path: string) => Readonly<Record<string, string>> = () => ({}),
): Promise<void> {
  await withChime([{ people: 10 }], (chime) =>
    withProjectFolder(async (project) => {
      const folder = await layOut(project);
      await withStack({ folder: join(project.root, folder), environment: chime.environment }, async (stack) => {
        stack.environment = { ...stack.environment, ...more(project, stack.environment["PATH"] ?? "") };
        await liveTwoSets(stack, chime, (people) => project.write(join(folder, "people.json"), peopleJson(people)));
      });
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
    await run(layOut, () => ({ NODE_OPTIONS: "--import tsx" }));
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
      await project.write("packages/sets/index.js", REEXPORTING);
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
      await project.write(join(store("sets@1"), "sets/index.js"), REEXPORTING);
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

  it("a workspace with a copy of the package and of Pulumi beside the program's own", async () => {
    await run(async (project) => {
      await project.installOurs("node_modules");
      await project.installPulumi("packages/sets/node_modules");
      await project.installOurs("packages/sets/node_modules");
      await project.link("node_modules/sets", join(project.root, "packages/sets"));
      await project.write("packages/sets/package.json", { name: "sets", main: "index.js" });
      await project.write("packages/sets/index.js", REEXPORTING);
      await project.write("package.json", { name: "people", workspaces: ["packages/*"] });
      await project.write("Pulumi.yaml", pulumiYaml("index.js"));
      const classes = '{ a: UserSuspensionSet, b: require("sets").UserSuspensionSet }';
      const twoCopies = REQUIRING.replace("new UserSuspensionSet", `new (${classes})[name]`);
      await project.write("index.js", twoCopies);
      return ".";
    });
  });

  it("a provider host without require.main, an ES module itself", async () => {
    await run(
      async (project) => {
        await project.installOurs("node_modules");
        await project.write("package.json", { name: "people" });
        await project.write("Pulumi.yaml", pulumiYaml("index.js"));
        await project.write("index.js", REQUIRING);
        await project.write("node_modules/host.mjs", 'import "@pulumi/pulumi/cmd/dynamic-provider/index.js";\n');
        const script = `#!/bin/sh\nexec node "${join(project.root, "node_modules/host.mjs")}" "$@"\n`;
        await project.write("bin/pulumi-resource-pulumi-nodejs", script);
        await chmod(join(project.root, "bin/pulumi-resource-pulumi-nodejs"), 0o755);
        return ".";
      },
      (project, path) => ({ PATH: [join(project.root, "bin"), path].join(delimiter) }),
    );
  });
});
