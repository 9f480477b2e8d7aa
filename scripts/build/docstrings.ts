import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { RESOURCE_NAMES } from "../../provider/model/resourceName";

/** The files of the resources, which are named as their classes. */
const CLASSES = RESOURCE_NAMES.map((name) => name.charAt(0).toLowerCase() + name.slice(1));

/** Where the docstrings are that stand in Pulumi's schema, and what stands before their names. */
const SOURCES = [
  ...CLASSES.map((name) => ({ file: `resources/${name}.ts`, prefix: "" })),
  { file: "resources/entry.ts", prefix: "" },
  { file: "resources/provider.ts", prefix: "" },
  ...["provider", ...CLASSES].map((name) => ({
    file: `resources/native/${name}.ts`,
    prefix: "Native",
  })),
  { file: "model/userFailure.ts", prefix: "" },
];

type Documented = ts.InterfaceDeclaration | ts.ClassDeclaration;

function isDocumented(node: ts.Node): node is Documented {
  return ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node);
}

/** The text of a docstring without what TypeScript alone understands: links as words, the default as a sentence. */
function textOf(node: ts.Node): string {
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = comments.map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "").join("\n");
  const defaults = ts.getJSDocTags(node).filter(({ tagName }) => tagName.text === "default");
  const said = defaults.map(({ comment }) => `Default: ${ts.getTextOfJSDocComment(comment) ?? ""}.`);
  return [text, ...said]
    .join("\n")
    .replaceAll(/\{@link ([^\s}]+)\}/g, "$1")
    .replaceAll(/[^\S\n]*\n(?!\n)/g, (line, at, all) => (all[at - 1] === "\n" ? line : " "))
    .trim();
}

function collect(documented: Documented, prefix: string, into: Map<string, string>): void {
  const name = `${prefix}${documented.name?.text ?? ""}`;
  into.set(name, textOf(documented));
  for (const member of documented.members) {
    if (member.name && ts.isIdentifier(member.name)) into.set(`${name}.${member.name.text}`, textOf(member));
  }
}

/**
 * Reads the docstrings of the classes for TypeScript, by `Name` and `Name.member`. What begins with `Native` and is not
 * there is as without it: such an interface has the members of the other. Throws where there is none: then a sentence is missing.
 */
export function readDocstrings(provider: string): (name: string) => string {
  const all = new Map<string, string>();
  for (const { file, prefix } of SOURCES) {
    const text = readFileSync(join(provider, file), "utf8");
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    for (const statement of source.statements) if (isDocumented(statement)) collect(statement, prefix, all);
  }
  return (name) => {
    const found = all.get(name) || all.get(name.replace(/^Native/, ""));
    if (!found) throw new Error(`${name} has no docstring, and the schema needs one.`);
    return found;
  };
}
