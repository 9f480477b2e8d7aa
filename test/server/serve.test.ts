import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { BatchSuspendUserCommand, ChimeClient, GetAccountCommand } from "@aws-sdk/client-chime";
import { EXAMPLE_ACCOUNT_ID, EXAMPLE_CREDENTIALS, startChimeServer } from "../../provider/testing";

const MAIN = join(__dirname, "..", "..", "provider", "cli", "main.ts");

interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run of the command, without AWS keys of the machine. */
function run(
  args: readonly string[],
  environment: Record<string, string> = {},
): { child: ChildProcess; ended: Promise<Finished> } {
  const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...rest } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", MAIN, ...args], { env: { ...rest, ...environment } });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = new Promise<Finished>((resolve) => {
    child.on("close", (status) => resolve({ status, stdout, stderr }));
  });
  return { child, ended };
}

describe("pulumi-chime-users serve", () => {
  const children: ChildProcess[] = [];
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "chime-serve-"));
  });
  afterEach(() => {
    for (const child of children.splice(0)) {
      child.kill("SIGKILL");
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Starts the server and resolves with its first lines, the last of which says how it is stopped. */
  async function serve(args: readonly string[], environment?: Record<string, string>) {
    const { child, ended } = run(["serve", ...args], environment);
    children.push(child);
    const lines: string[] = [];
    assert.ok(child.stdout);
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      if (line.includes("Ctrl-C")) break;
    }
    const setting = (name: string): string =>
      lines
        .find((line) => line.startsWith(`export ${name}=`))
        ?.split("=")
        .slice(1)
        .join("=") ?? "";
    const client = new ChimeClient({
      region: "us-east-1",
      maxAttempts: 1,
      endpoint: setting("AWS_ENDPOINT_URL_CHIME"),
      credentials: { accessKeyId: setting("AWS_ACCESS_KEY_ID"), secretAccessKey: setting("AWS_SECRET_ACCESS_KEY") },
    });
    return { child, ended, lines, client };
  }

  it("prints the endpoint, the settings for a shell, the accounts and how it is stopped, a line each", async () => {
    const { lines, client } = await serve([]);
    const [, endpoint = ""] = /^endpoint (http:\/\/127\.0\.0\.1:\d+)$/.exec(lines[0] ?? "") ?? [];
    assert.deepEqual(lines, [
      `endpoint ${endpoint}`,
      `export AWS_ENDPOINT_URL_CHIME=${endpoint}`,
      `export AWS_ACCESS_KEY_ID=${EXAMPLE_CREDENTIALS.accessKeyId}`,
      `export AWS_SECRET_ACCESS_KEY=${EXAMPLE_CREDENTIALS.secretAccessKey}`,
      "export AWS_DEFAULT_REGION=us-east-1",
      'account 6f1c2a4e-93b7-4d58-8e0a-51c7d9b2f360 EnterpriseLWA 240 users "Example Corp"',
      'account b84e07d1-2c5f-49a6-b3d8-0e96f1a7c425 Team 12 users "Example Team"',
      "Ctrl-C stops the server.",
    ]);
    assert.equal(
      (await client.send(new GetAccountCommand({ AccountId: EXAMPLE_ACCOUNT_ID }))).Account?.Name,
      "Example Corp",
    );
  });

  it("prints JSON, a line each, where it is asked to", async () => {
    const { child, ended } = run(["serve", "--json", "--log"]);
    children.push(child);
    assert.ok(child.stdout);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const { endpoint, environment, accounts } = JSON.parse((await lines.next()).value ?? "");
    assert.equal(environment.AWS_ENDPOINT_URL_CHIME, endpoint);
    assert.deepEqual(
      accounts.map((account: { AccountType: string; users: number }) => [account.AccountType, account.users]),
      [
        ["EnterpriseLWA", 240],
        ["Team", 12],
      ],
    );
    await fetch(`${endpoint}/accounts`);
    const entry = JSON.parse((await lines.next()).value ?? "");
    assert.deepEqual([entry.operation, entry.status], ["ListAccounts", 403]);
    child.kill("SIGTERM");
    assert.equal((await ended).status, 0);
  });

  it("accepts the environment's keys, and prints them as a shell reads them", async () => {
    const { lines } = await serve([], { AWS_ACCESS_KEY_ID: "AKIAMINE", AWS_SECRET_ACCESS_KEY: "it's $mine" });
    const settings = lines.filter((line) => line.startsWith("export ")).join("\n");
    const { stdout } = spawnSync("sh", ["-c", `${settings}\nprintf %s "$AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY"`]);
    assert.equal(stdout.toString(), "AKIAMINE it's $mine");
  });

  it("says that its state is kept where it is", async () => {
    const state = join(folder, "kept.json");
    const { lines } = await serve(["--state", state]);
    assert.equal(lines.at(-1), `Ctrl-C stops the server; its accounts stay in ${state}.`);
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`keeps its state and ends with status 0 on ${signal}`, async () => {
      const seed = join(folder, "people.csv");
      const state = join(folder, `${signal}.json`);
      writeFileSync(seed, "UserId,PrimaryEmail,AccountId\nu1,a@example.com,acc\n");
      const first = await serve(["--seed", seed, "--state", state]);
      assert.ok(first.lines.some((line) => /^account acc \w+ 1 user "/.test(line)));
      await first.client.send(new BatchSuspendUserCommand({ AccountId: "acc", UserIdList: ["u1"] }));
      first.child.kill(signal);
      const { status, stderr } = await first.ended;
      assert.deepEqual([status, stderr], [0, ""]);
      const server = await startChimeServer({ stateFile: state });
      await server.close();
      assert.equal(server.user("acc", "u1")?.UserRegistrationStatus, "Suspended");
    });
  }

  it("scripts faults and a pace", async () => {
    const args = [
      "--rate",
      "1000",
      "--latency",
      "1",
      "--fault",
      "GetAccount:503:1",
      "--user-fault",
      "nobody:Throttled:1",
      "--log",
    ];
    const { client, child, ended } = await serve(args);
    const get = () => client.send(new GetAccountCommand({ AccountId: EXAMPLE_ACCOUNT_ID }));
    await assert.rejects(get(), { name: "ServiceUnavailableException" });
    await get();
    const suspend = () =>
      client.send(new BatchSuspendUserCommand({ AccountId: EXAMPLE_ACCOUNT_ID, UserIdList: ["nobody"] }));
    assert.equal((await suspend()).UserErrors?.[0]?.ErrorCode, "Throttled");
    assert.equal((await suspend()).UserErrors?.[0]?.ErrorCode, "NotFound");
    child.kill("SIGINT");
    await ended;
  });

  it("ends on a signal although a request waits", async () => {
    const { client, child, ended } = await serve(["--latency", "600000", "--log"]);
    const lost = assert.rejects(client.send(new GetAccountCommand({ AccountId: EXAMPLE_ACCOUNT_ID })));
    await new Promise((resolve) => child.stdout?.once("data", resolve));
    child.kill("SIGTERM");
    assert.equal((await ended).status, 0);
    await lost;
  });

  it("ends with status 1 and one sentence where it can't start", async () => {
    const taken = await startChimeServer();
    const bad = join(folder, "bad.csv");
    writeFileSync(bad, "PrimaryEmail,LicenseType\na@b.c,Gold\n");
    const runs = await Promise.all([
      run(["serve", "--port", String(taken.port)]).ended,
      run(["serve", "--seed", bad]).ended,
      run(["serve", "--host", "203.0.113.1"]).ended,
    ]);
    await taken.close();
    assert.deepEqual(
      runs.map(({ status, stdout, stderr }) => [status, stdout, stderr]),
      [
        [1, "", `Port ${taken.port} of 127.0.0.1 is in use; choose another with --port.\n`],
        [1, "", `${bad}, line 2, column LicenseType: "Gold" is not one of Basic, Plus, Pro, ProTrial.\n`],
        [1, "", "203.0.113.1 is not an address of this machine.\n"],
      ],
    );
  });

  it("ends with status 2 where it is used wrongly", async () => {
    const wrong = [
      [],
      ["bogus"],
      ["serve", "--port", "65536"],
      ["serve", "--port", "x"],
      ["serve", "--rate", "0"],
      ["serve", "--bogus"],
      ["serve", "--fault", "GetUsers:429"],
      ["serve", "--fault", "GetUser:200"],
      ["serve", "--fault", "GetUser:429:0"],
      ["serve", "--user-fault", "u"],
      ["serve", "extra"],
    ];
    const statuses = await Promise.all(wrong.map(async (args) => (await run(args).ended).status));
    assert.deepEqual(
      statuses,
      wrong.map(() => 2),
    );
  });

  it("tells how it is used, with an example", async () => {
    const [main, serveHelp] = await Promise.all([run(["--help"]).ended, run(["serve", "--help"]).ended]);
    assert.deepEqual([main.status, serveHelp.status], [0, 0]);
    assert.match(main.stdout, /Examples:\n {2}\$ pulumi-chime-users serve/);
    assert.match(serveHelp.stdout, /Examples:\n {2}\$ pulumi-chime-users serve --port 8080/);
  });
});
