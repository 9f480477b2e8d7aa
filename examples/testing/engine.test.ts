import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { type ChimeServer, createAccount, startChimeServer } from "pulumi-chime-users/testing";

const account = createAccount({
  AccountId: "6f1c2a4e-93b7-4d58-8e0a-51c7d9b2f360", // the one that index.ts names
  users: [
    { PrimaryEmail: "amara.okafor@example.com" },
    { PrimaryEmail: "malik.choi@example.com", LicenseType: "Basic" },
    { PrimaryEmail: "bram.hansen@example.com", LicenseType: "Basic" },
    { PrimaryEmail: "hassan.kowalski@example.com", LicenseType: "Basic" },
    ...Array.from({ length: 36 }, (_, i) => ({ PrimaryEmail: `colleague.${i}@example.com` })),
  ],
});

// One story: each test goes on where the one before it ended.
describe("the program on Pulumi, with a Chime server of its own", () => {
  let server: ChimeServer;
  let folder: string;
  let stack: Stack;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "chime-tested-"));
    server = await startChimeServer({ accounts: [account] });
    stack = await LocalWorkspace.createStack(
      { stackName: "test", workDir: __dirname },
      {
        envVars: {
          ...server.environment,
          PULUMI_BACKEND_URL: `file://${folder}`,
          PULUMI_CONFIG_PASSPHRASE: "test",
        },
      },
    );
  });

  after(async () => {
    await stack?.destroy();
    await stack?.workspace.removeStack("test");
    await server?.close();
    await rm(folder, { recursive: true });
  });

  beforeEach(() => server.journal.clear());

  const statusOf = (user: string) => server.user(account.AccountId, user)?.UserRegistrationStatus;
  const writes = () =>
    server.journal
      .lines()
      .filter((line) => line.startsWith("POST"))
      .sort();

  test("a preview names who is affected and changes nobody", async () => {
    const { stdout } = await stack.preview();
    match(stdout, /suspend \(2\)\s+\+ amara.okafor@example.com\s+\+ malik.choi@example.com/);
    deepEqual(writes(), []);
  });

  test("a user who fails fails the up, and the others are done", async () => {
    server.faults.user("malik.choi@example.com", { code: "Forbidden", message: "not this one" });
    await rejects(stack.up(), /Forbidden: not this one[\s\S]*malik.choi@example.com/);
    equal(statusOf("amara.okafor@example.com"), "Suspended");
    equal(statusOf("malik.choi@example.com"), "Registered");
    server.faults.clear();
  });

  test("the next up does what is left, in one call", async () => {
    await stack.up();
    equal(statusOf("malik.choi@example.com"), "Suspended");
    equal(server.user(account.AccountId, "bram.hansen@example.com")?.LicenseType, "Pro");
    deepEqual(writes(), ["POST BatchSuspendUser 1 user -> 200"]);
  });

  test("who gets back in by hand is suspended again", async () => {
    server.unsuspend(account.AccountId, ["amara.okafor@example.com"]);
    await stack.up();
    equal(statusOf("amara.okafor@example.com"), "Suspended");
  });
});
