import { join, relative } from "node:path";
import * as ts from "typescript";

const SOURCES = join(__dirname, "..", "..", "provider");
/** A folder that is only made up: what is in it is kept in memory. */
const DECLARATIONS = join(SOURCES, "declarations");

const printer = ts.createPrinter({ removeComments: true });

/** The entry points, by the name that a program imports them under. */
const ENTRY_POINTS = {
  "pulumi-chime-users": "index.d.ts",
  "pulumi-chime-users/native": "resources/native/index.d.ts",
  "pulumi-chime-users/testing": "testing/index.d.ts",
  "pulumi-chime-users/runtime/v1": "runtime/v1.d.ts",
} as const;

/** The declarations of each source file, by made-up path: each is made of its own file alone. */
function declarationFiles(): ReadonlyMap<string, string> {
  const config = ts.readConfigFile(join(SOURCES, "tsconfig.json"), ts.sys.readFile).config;
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, SOURCES);
  return new Map(
    fileNames.map((fileName) => {
      const text = ts.sys.readFile(fileName) ?? "";
      const declaration = ts.transpileDeclaration(text, { fileName, compilerOptions: options }).outputText;
      return [join(DECLARATIONS, relative(SOURCES, fileName)).replace(/\.ts$/, ".d.ts"), declaration];
    }),
  );
}

/** A program made of these declarations alone: other packages' types stay as they are written. */
function readPackage(): ts.Program {
  const files = declarationFiles();
  const options: ts.CompilerOptions = { noLib: true, types: [], module: ts.ModuleKind.Node16 };
  const host = ts.createCompilerHost(options);
  host.readFile = (name) => files.get(name);
  host.fileExists = (name) => files.has(name);
  host.directoryExists = (name) => name.startsWith(DECLARATIONS);
  return ts.createProgram([...files.keys()], options, host);
}

/** Whether a declaration stands by itself: no member, no parameter, no name in an import or export. */
function standsAlone(declaration: ts.Declaration): boolean {
  return (
    ts.isVariableDeclaration(declaration) ||
    ts.isClassDeclaration(declaration) ||
    ts.isFunctionDeclaration(declaration) ||
    ts.isInterfaceDeclaration(declaration) ||
    ts.isTypeAliasDeclaration(declaration)
  );
}

/** The declarations of ours behind a symbol, past all imports and exports of it. */
function declarationsOf(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Declaration[] {
  const origin = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return (origin.declarations ?? []).filter(
    (declaration) => standsAlone(declaration) && declaration.getSourceFile().fileName.startsWith(DECLARATIONS),
  );
}

/** What a declaration needs of ours besides itself. */
function neededBy(checker: ts.TypeChecker, node: ts.Node): ts.Declaration[] {
  const symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
  const needed = symbol ? declarationsOf(checker, symbol) : [];
  node.forEachChild((child) => {
    needed.push(...neededBy(checker, child));
  });
  return needed;
}

function print(declaration: ts.Declaration): string {
  const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  return printer.printNode(ts.EmitHint.Unspecified, statement, declaration.getSourceFile());
}

/** One entry point: what it exports, and what that is made of without being exported itself. */
function describeEntryPoint(program: ts.Program, file: string): string {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(join(DECLARATIONS, file));
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${file} has no exports`);
  const names = checker.getExportsOfModule(module);
  const exported = new Set(names.flatMap((name) => declarationsOf(checker, name)));
  const all = new Set(exported);
  for (const declaration of all) for (const needed of neededBy(checker, declaration)) all.add(needed);
  const list = (wanted: boolean): string[] =>
    [...all]
      .filter((declaration) => exported.has(declaration) === wanted)
      .map(print)
      .sort();
  const inner = list(false).map((text) => `// not exported\n${text}`);
  return [
    `// ${names
      .map(({ name }) => name)
      .sort()
      .join(", ")}`,
    ...list(true),
    ...inner,
  ].join("\n\n");
}

/** Every public name with its type, and nothing else: what a change of would break somebody's program. */
export function describePublicApi(): string {
  const program = readPackage();
  const parts = Object.entries(ENTRY_POINTS).map(
    ([name, file]) => `## ${name}\n\n\`\`\`ts\n${describeEntryPoint(program, file)}\n\`\`\`\n`,
  );
  const head =
    "# The public names and their types\n\nMade by `npm run docs:api`. A change here is a change for users: see CHANGELOG.md.\n";
  return [head, ...parts].join("\n");
}
