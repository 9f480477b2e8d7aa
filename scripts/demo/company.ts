import { type ChimeServer, createAccount, generateUsers, startChimeServer } from "../../provider/testing";

const count = (total: number): string => total.toLocaleString("en-US");

/** A company of some hundred people with a Chime account, on the local server. */
export class Company {
  readonly server: ChimeServer;
  readonly accountId: string;

  private constructor(server: ChimeServer, accountId: string) {
    this.server = server;
    this.accountId = accountId;
  }

  static async open(people: number): Promise<Company> {
    const users = generateUsers(people, { suspended: "some" });
    const account = createAccount({ Name: "Example Corp", users });
    return new Company(await startChimeServer({ accounts: [account] }), account.AccountId);
  }

  /** The addresses of those who are not suspended, in the account's order. */
  addresses(): string[] {
    const active = this.server
      .account(this.accountId)
      .Users.filter(({ UserRegistrationStatus }) => UserRegistrationStatus !== "Suspended");
    return active.flatMap(({ PrimaryEmail }) => PrimaryEmail ?? []);
  }

  /** The account in one line. */
  summary(): string {
    const { Users } = this.server.account(this.accountId);
    const suspended = Users.filter((user) => user.UserRegistrationStatus === "Suspended").length;
    const pro = Users.filter((user) => user.LicenseType === "Pro").length;
    return `${count(Users.length)} users: ${count(suspended)} suspended, ${count(pro)} Pro, ${count(Users.length - pro)} Basic`;
  }

  /** Everybody's standing and license, for telling whether two moments are the same. */
  snapshot(): string {
    return JSON.stringify(this.server.account(this.accountId));
  }

  /** How many calls have written so far. */
  writes(): number {
    return this.server.journal.entries.filter(({ method }) => method === "POST").length;
  }

  /** The service fails to suspend these once. */
  stumbleOver(addresses: readonly string[]): void {
    const message = "The directory is busy";
    for (const address of addresses) {
      this.server.faults.user(address, { operation: "BatchSuspendUser", code: "BadRequest", message, times: 1 });
    }
  }
}
