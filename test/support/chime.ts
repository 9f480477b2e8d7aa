import { type ChimeServer, startChimeServer } from "../../provider/testing";
import { ACCOUNT, type AccountScene, accountOf } from "./people";

/** A local Chime server with what tests ask of it. */
export class Chime {
  readonly server: ChimeServer;

  constructor(server: ChimeServer) {
    this.server = server;
  }

  /** Starts a server with the accounts given. */
  static async start(...accounts: readonly AccountScene[]): Promise<Chime> {
    return new Chime(await startChimeServer({ accounts: accounts.map(accountOf) }));
  }

  get environment(): Record<string, string> {
    return { ...this.server.environment };
  }

  /** The requests since the last look, as lines, and forgets them. */
  lines(): string[] {
    const lines = this.server.journal.lines();
    this.server.journal.clear();
    return lines;
  }

  /** The writing requests since the last look, sorted: they are sent side by side. */
  writes(): string[] {
    return this.lines()
      .filter((line) => line.startsWith("POST"))
      .sort();
  }

  /** The IDs of all suspended users. */
  suspended(accountId = ACCOUNT): string[] {
    const users = this.server.account(accountId)?.Users ?? [];
    return users.filter((user) => user.UserRegistrationStatus === "Suspended").map((user) => user.UserId);
  }

  licenseOf(userId: string, accountId = ACCOUNT): string | undefined {
    return this.server.account(accountId)?.Users.find((user) => user.UserId === userId)?.LicenseType;
  }
}

/** Runs a story against a server of its own. */
export async function withChime(
  accounts: readonly AccountScene[],
  story: (chime: Chime) => Promise<void>,
): Promise<void> {
  const chime = await Chime.start(...accounts);
  try {
    await story(chime);
  } catch (error) {
    process.stderr.write(`\nThe server's last requests:\n${chime.server.journal.lines().slice(-30).join("\n")}\n`);
    throw error;
  } finally {
    await chime.server.close();
  }
}
