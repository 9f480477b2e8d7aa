import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine, Way } from "../../support/pulumi/engine";
import { cacheFolderOf, findPulumi } from "../../support/pulumi/findPulumi";
import { isAtLeast } from "../../support/pulumi/probe";
import { inCache, onPath } from "../../support/pulumi/ways";

const ENGINE: Engine = { command: "/x/pulumi", version: "3.259.0", source: "go", environment: {} };

const HOST = "pulumi-language-nodejs";
const DYNAMIC = "pulumi-resource-pulumi-nodejs";

/** A folder with a pulumi that prints a version, or ends with its words, and the parts given. */
async function cliFolder(root: string, version: string, ...parts: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(root, "cli-"));
  const pulumi = /^\d/.test(version) ? `echo v${version}` : `echo ${version} >&2; exit 1`;
  const files = { pulumi: `#!/bin/sh\n${pulumi}\n`, ...Object.fromEntries(parts.map((name) => [name, "#!/bin/sh\n"])) };
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, name), text);
    await chmod(join(folder, name), 0o755);
  }
  return folder;
}

describe("findPulumi", () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "find-pulumi-"));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const find = (path: string, ways: readonly Way[]): Promise<Engine> =>
    findPulumi({ environment: { PATH: path }, cacheFolder: join(root, "cache"), ways, say: () => undefined });

  it("takes a new enough pulumi on the PATH and puts its folder first", async () => {
    const folder = await cliFolder(root, "3.260.1", HOST, DYNAMIC);
    const engine = await find(folder, [onPath]);
    deepEqual([engine.command, engine.version, engine.source], [join(folder, "pulumi"), "3.260.1", "path"]);
    equal(engine.environment["PATH"]?.startsWith(folder), true);
  });

  it("takes a pulumi that the PATH has a link to", async () => {
    const links = await mkdtemp(join(root, "links-"));
    await symlink(join(await cliFolder(root, "3.260.1", HOST, DYNAMIC), "pulumi"), join(links, "pulumi"));
    equal((await find(links, [onPath])).command, join(links, "pulumi"));
  });

  for (const [title, version, parts, why] of [
    ["is old", "3.100.0", [HOST, DYNAMIC], "it is 3.100.0, older than 3.254.0"],
    [
      "can't run Node programs",
      "3.260.1",
      [DYNAMIC],
      "it can't run Node programs: pulumi-language-nodejs is neither beside it nor on the PATH",
    ],
    [
      "can't run dynamic resources",
      "3.260.1",
      [HOST],
      "it can't run Node programs: pulumi-resource-pulumi-nodejs is neither beside it nor on the PATH",
    ],
    ["does not start", "broken", [HOST, DYNAMIC], /^`pulumi version` fails: .* broken$/],
  ] as const) {
    it(`passes over a pulumi that ${title}, and says that it has found it, and why it is of no use`, async () => {
      const folder = await cliFolder(root, version, ...parts);
      const said: string[] = [];
      const ways: Way[] = [onPath, async () => ENGINE];
      const engine = await findPulumi({ environment: { PATH: folder }, ways, say: (line) => said.push(line) });
      deepEqual(engine, ENGINE);
      const [, reason = ""] = said.join("\n").split(`Found ${join(folder, "pulumi")}, but it can't be used: `);
      if (typeof why === "string") equal(reason, `${why}.`);
      else match(reason.replace(/\.$/, ""), why);
      equal(/no pulumi|here yet/i.test(said.join()), false);
    });
  }

  it("takes what an earlier run has left in the cache folder", async () => {
    await mkdir(join(root, "cache"));
    const built = await cliFolder(root, "3.259.0", HOST, DYNAMIC);
    await rm(join(root, "cache"), { recursive: true });
    const { rename } = await import("node:fs/promises");
    await mkdir(join(root, "cache"));
    await rename(built, join(root, "cache", "pulumi-3.259.0-go"));
    equal((await find("", [onPath, inCache])).source, "cache");
  });

  it("goes through the ways in order and stops at the first that leads to a CLI", async () => {
    const asked: string[] = [];
    const way =
      (name: string, engine?: Engine): Way =>
      async () => {
        asked.push(name);
        return engine ?? { way: name, why: "not here" };
      };
    deepEqual(await find("", [way("a"), way("b", ENGINE), way("c")]), ENGINE);
    deepEqual(asked, ["a", "b"]);
  });

  it("names everything that was tried, why it failed and what a person can do", async () => {
    const ways: Way[] = [onPath, inCache, async () => ({ way: "the installer", why: "no network" })];
    await rejects(find("", ways), (error: Error) => {
      const wanted = [
        "pulumi on the PATH: there is none",
        "the installer: no network",
        "pulumi.com/docs/install",
        "Go",
      ];
      deepEqual(
        wanted.filter((text) => !error.message.includes(text)),
        [],
      );
      return true;
    });
  });

  it("keeps CLIs where PULUMI_CHIME_USERS_CACHE, XDG_CACHE_HOME or the home folder say, in this order", () => {
    equal(cacheFolderOf({ PULUMI_CHIME_USERS_CACHE: "/a", XDG_CACHE_HOME: "/b" }), "/a");
    equal(cacheFolderOf({ XDG_CACHE_HOME: "/b" }), join("/b", "pulumi-chime-users"));
    equal(cacheFolderOf({}).endsWith(join(".cache", "pulumi-chime-users")), true);
  });

  it("compares versions by number, not by letter", () => {
    equal(isAtLeast("3.200.0", "3.200.0"), true);
    equal(isAtLeast("3.1000.0", "3.200.0"), true);
    equal(isAtLeast("3.99.9", "3.200.0"), false);
    equal(isAtLeast("4.0.0-alpha.1", "3.200.0"), true);
  });
});
