import { deepEqual, match } from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { isGenerated } from "../support/generated";
import { describePublicApi } from "../support/publicApi";

const ROOT = join(__dirname, "..", "..");
const TYPEDOC = join(dirname(require.resolve("typedoc/package.json")), "bin", "typedoc");

/** The Markdown files of a folder, by path in it. */
async function pagesIn(folder: string): Promise<string[]> {
  const paths = await readdir(folder, { recursive: true });
  return paths.filter((path) => path.endsWith(".md")).sort();
}

describe("the API reference", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "chime-reference-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("documents every public name, and is what the docstrings say today", async () => {
    await promisify(execFile)(process.execPath, [TYPEDOC, "--out", folder], { cwd: ROOT });
    const pages = await pagesIn(folder);
    for (const page of pages) {
      isGenerated(join("docs", "api", page), await readFile(join(folder, page), "utf8"), "docs:api");
    }
    deepEqual(await pagesIn(join(ROOT, "docs", "api")), pages, "docs/api has pages of something that is gone");
  });

  it("begins with the two resources and their arguments, for each front", async () => {
    for (const page of ["pulumi-chime-users.md", "pulumi-chime-users/native.md"]) {
      const text = await readFile(join(ROOT, "docs", "api", page), "utf8");
      const [first = "", ...rest] = text.split(/^## /m).slice(1);
      match(first, /^Resources\n/, page);
      match(first, /^### UserLicenseAssignment$[\s\S]*^### UserSuspensionSet$/m, page);
      match(rest.at(-1) ?? "", /^Errors and values\n/, page);
    }
  });

  it("stands beside a list of the public names and their types that only changes on purpose", () => {
    isGenerated(join("test", "package", "api.md"), describePublicApi(), "docs:api");
  });
});
