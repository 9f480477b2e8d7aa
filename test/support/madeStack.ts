import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A new stack: its folder, and what the CLI makes in it, by the files' names there. */
interface Made {
  readonly folder: string;
  readonly files: ReadonlyMap<string, string>;
}

/** The file by which the CLI knows which stack of a project is selected. Its name tells the project's folder, and so does its content. */
function selectionIn(folder: string): string {
  const hash = createHash("sha1").update(join(folder, "Pulumi.yaml")).digest("hex");
  return join("home", "workspaces", `people-${hash}-workspace.json`);
}

async function filesIn(folder: string, below: string): Promise<string[]> {
  const names = (await readdir(join(folder, below), { recursive: true })).map((name) => join(below, name));
  const stats = await Promise.all(names.map((name) => stat(join(folder, name))));
  return names.filter((_, i) => stats[i]?.isFile());
}

let first: Made | undefined;

/** Keeps what `pulumi stack init` has made in a folder; nothing where a CLI makes something else than is known here. */
export async function keepMade(folder: string): Promise<void> {
  const names = ["Pulumi.dev.yaml", selectionIn(folder), ...(await filesIn(folder, "state"))];
  try {
    const contents = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
    first = { folder, files: new Map(names.map((name, i) => [name, contents[i] ?? ""])) };
  } catch {
    first = undefined;
  }
}

/** Puts what the CLI has made of the first stack into another folder, where there is one: new stacks differ in their folder alone. */
export async function putMade(folder: string): Promise<boolean> {
  if (first === undefined) return false;
  const selection = selectionIn(first.folder);
  for (const [name, content] of first.files) {
    const path = join(folder, name === selection ? selectionIn(folder) : name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content.replaceAll(first.folder, folder));
  }
  return true;
}
