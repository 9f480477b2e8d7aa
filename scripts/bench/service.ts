import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { JournalEntry } from "../../provider/testing";
import { ACCOUNT, emailOf, idOf, range } from "../../test/support/people";

const COMMAND = join(__dirname, "..", "..", "dist", "cli", "main.js");

/** What the service is like that a job is done against. */
export interface Conditions {
  /** Milliseconds before each answer. */
  readonly latencyMs: number;
  /** Requests that are answered in a second; undefined: all. */
  readonly rate?: number;
  /** Whether everybody is suspended already. */
  readonly suspended?: boolean;
}

/** A local Chime server in a process of its own, as `npx pulumi-chime-users serve` starts it. */
export interface Service {
  /** What points AWS clients at it. */
  readonly environment: Readonly<Record<string, string>>;
  /** What it was asked since it was last asked for this. */
  takeJournal(): Promise<readonly JournalEntry[]>;
  stop(): Promise<void>;
}

function seedOf(accountUsers: number, accounts: readonly string[], suspended: boolean): string {
  const usersOf = (account: number) =>
    range(0, accountUsers).map((i) => ({
      UserId: idOf(account * accountUsers + i),
      PrimaryEmail: emailOf(i),
      LicenseType: "Basic",
      UserRegistrationStatus: suspended ? "Suspended" : "Registered",
    }));
  const SupportedLicenses = ["Basic", "Plus", "Pro"];
  const account = { Name: "Example Corp", AccountType: "EnterpriseLWA", SupportedLicenses };
  return JSON.stringify({ accounts: accounts.map((AccountId, i) => ({ AccountId, ...account, Users: usersOf(i) })) });
}

/** Starts a server each of whose accounts has `accountUsers` users, all Basic, and registered unless they are to be suspended. */
export async function startService(
  accountUsers: number,
  { latencyMs, rate, suspended = false }: Conditions,
  accounts: readonly string[] = [ACCOUNT],
): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), "chime-bench-"));
  const seed = join(folder, "seed.json");
  await writeFile(seed, seedOf(accountUsers, accounts, suspended));
  const limit = rate === undefined ? [] : ["--rate", String(rate)];
  const child = spawn(
    process.execPath,
    [COMMAND, "serve", "--seed", seed, "--latency", String(latencyMs), "--control", ...limit],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const environment: Record<string, string> = {};
  for await (const line of createInterface(child.stdout)) {
    const [, name, value] = /^export (AWS_\w+)=(.*)$/.exec(line.trim()) ?? [];
    if (name !== undefined && value !== undefined) environment[name] = value;
    if ("AWS_SECRET_ACCESS_KEY" in environment) break;
  }
  child.stdout.resume();
  const journal = `${environment["AWS_ENDPOINT_URL_CHIME"]}/_local/journal`;
  return {
    environment,
    async takeJournal() {
      const response = await fetch(journal);
      const { entries } = (await response.json()) as { readonly entries: readonly JournalEntry[] };
      await fetch(journal, { method: "DELETE" });
      return entries;
    },
    async stop() {
      child.kill("SIGINT");
      await rm(folder, { recursive: true, force: true });
    },
  };
}
