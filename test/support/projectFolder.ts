import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "..", "..");

/** What a package says of itself, as far as a layout needs it. */
interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
}

/** A made-up folder in which packages lie as some package manager would put them. */
export class ProjectFolder {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  async write(file: string, content: string | object): Promise<void> {
    const path = join(this.root, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  }

  async link(from: string, target: string): Promise<void> {
    const path = join(this.root, from);
    await mkdir(dirname(path), { recursive: true });
    await symlink(target, path);
  }

  /** Links packages of this repository into a `node_modules`, but for those that are there. */
  async linkPackages(modules: string, ...names: readonly string[]): Promise<void> {
    const missing = names.filter((name) => !existsSync(join(this.root, modules, name)));
    for (const name of missing) await this.link(join(modules, name), join(ROOT, "node_modules", name));
  }

  /**
   * Puts a copy of this package into a `node_modules`, and what it depends on beside it: nothing else is found from there,
   * as it would be through a link to the repository.
   */
  async installOurs(modules: string): Promise<void> {
    const ours = join(this.root, modules, "pulumi-chime-users");
    await cp(join(ROOT, "dist"), join(ours, "dist"), { recursive: true });
    await cp(join(ROOT, "package.json"), join(ours, "package.json"));
    const { dependencies, peerDependencies } = await readManifest(ROOT);
    await this.linkPackages(modules, ...Object.keys({ ...dependencies, ...peerDependencies }));
  }

  /** Puts a copy of Pulumi's package into a `node_modules`, with its dependencies beside it. */
  async installPulumi(modules: string): Promise<void> {
    const pulumi = join(ROOT, "node_modules", "@pulumi", "pulumi");
    await cp(pulumi, join(this.root, modules, "@pulumi", "pulumi"), { recursive: true });
    await this.linkPackages(modules, ...Object.keys((await readManifest(pulumi)).dependencies ?? {}));
  }
}

/** Runs a story in a made-up project folder. */
export async function withProjectFolder(story: (project: ProjectFolder) => Promise<void>): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), "chime-project-"));
  try {
    await story(new ProjectFolder(root));
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
