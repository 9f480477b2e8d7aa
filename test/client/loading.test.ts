import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";

const CLIENT = resolve(__dirname, "../../provider/chime/client.ts");

/** The packages that a fresh process has loaded after running a program. */
async function loadedBy(program: string): Promise<string[]> {
  const script = `
    const { createClient } = require(${JSON.stringify(CLIENT)});
    (async () => {
      ${program}
      const packages = Object.keys(require.cache).flatMap((file) => /node_modules[\\\\/]((?:@[^\\\\/]+[\\\\/])?[^\\\\/]+)/.exec(file)?.[1] ?? []);
      console.log(JSON.stringify([...new Set(packages)]));
    })();`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", "-e", script], {
    env: { ...process.env, AWS_ACCESS_KEY_ID: "AKID", AWS_SECRET_ACCESS_KEY: "secret" },
  });
  const packages: string[] = JSON.parse(stdout);
  return packages.filter((name) => !/^(tsx|esbuild|get-tsconfig|resolve-pkg-maps|@esbuild)/.test(name)).sort();
}

describe("loading", () => {
  it("a client that makes no call loads no package", async () => {
    const program =
      "const client = createClient({ endpoint: 'no URL' }); client.listUsers('a1'); await client.close();";
    assert.deepEqual(await loadedBy(program), []);
  });

  it("a call that cannot be sent loads no package", async () => {
    assert.deepEqual(await loadedBy("await createClient({}).getAccount('a/b').catch(() => undefined);"), []);
  });

  it("the first call loads what it takes, but no credential chain where the environment has keys", async () => {
    const packages = await loadedBy(
      "await createClient({ endpoint: 'http://127.0.0.1:1', maxAttempts: 1 }).getAccount('a1').catch(() => undefined);",
    );
    assert.ok(packages.includes("undici") && packages.includes("@smithy/signature-v4"), String(packages));
    assert.equal(
      packages.some((name) => name.startsWith("@aws-sdk/")),
      false,
    );
  });
});
