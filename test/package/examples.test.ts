import { deepEqual, ok } from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { devDependencies, name, version } from "../../package.json";

const EXAMPLES = join(__dirname, "..", "..", "examples");

/** What every example in TypeScript is installed with: the package is a file, since it is on no registry. */
const ALWAYS = [
  `./${name}-${version}.tgz`,
  "@pulumi/pulumi",
  `typescript@${devDependencies.typescript.split(".")[0]}`,
  "@types/node",
];

const readmeOf = (example: string): string => {
  const file = join(EXAMPLES, example, "README.md");
  return existsSync(file) ? readFileSync(file, "utf8") : "";
};

/** What each `npm install` of a README names. */
const installed = (example: string): string[][] =>
  [...readmeOf(example).matchAll(/npm install ([^`\n]+)/g)].map(([, named = ""]) => named.split(" "));

/** The packages that an example's programs import, beside those that come in any case. */
function importedBy(example: string): string[] {
  const files = readdirSync(join(EXAMPLES, example)).filter((file) => /\.m?ts$/.test(file));
  const text = files.map((file) => readFileSync(join(EXAMPLES, example, file), "utf8")).join("\n");
  const imported = [...text.matchAll(/ from "((?:@[^/"]+\/)?[^/".:]+)["/]/g)].map(([, found = ""]) => found);
  return [...new Set(imported)].filter((found) => ![name, "@pulumi/pulumi"].includes(found)).sort();
}

const examples = readdirSync(EXAMPLES).filter((example) => installed(example).length > 0);

describe("the examples' READMEs", () => {
  it("say for every program that needs more than the package how it is installed", () => {
    const programs = readdirSync(EXAMPLES).filter((example) => existsSync(join(EXAMPLES, example, "tsconfig.json")));
    const silent = programs.filter((example) => importedBy(example).length > 0 && !examples.includes(example));
    deepEqual(silent, []);
    ok(examples.length > 4);
    deepEqual(installed("."), [ALWAYS]);
  });

  for (const example of examples) {
    it(`install what ${example} needs, the package from its file`, () => {
      for (const named of installed(example)) {
        deepEqual(named.slice(0, ALWAYS.length), ALWAYS);
        const more = named.slice(ALWAYS.length).filter((found) => found !== "tsx");
        deepEqual(more.sort(), importedBy(example));
      }
    });
  }
});
