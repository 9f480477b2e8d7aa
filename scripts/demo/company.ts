import { type ChimeServer, createAccount, generateUsers, startChimeServer } from "../../provider/testing";

/** What changed in the account and what it took. */
export interface Bill {
  readonly reads: number;
  readonly writes: number;
  /** How many users the writes changed: as many calls as a tool needs that changes one user a call. */
  readonly users: number;
}

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

  /** The addresses of everybody, in the account's order. */
  addresses(): string[] {
    return this.server.account(this.accountId).Users.map((user) => user.PrimaryEmail ?? user.UserId);
  }

  /** The account in one line. */
  summary(): string {
    const { Users } = this.server.account(this.accountId);
    const suspended = Users.filter((user) => user.UserRegistrationStatus === "Suspended").length;
    const pro = Users.filter((user) => user.LicenseType === "Pro").length;
    return `${count(Users.length)} users: ${count(suspended)} suspended; ${count(pro)} Pro, ${count(Users.length - pro)} Basic`;
  }

  /** Everybody's standing and license, for telling whether two moments are the same. */
  snapshot(): string {
    return JSON.stringify(this.server.account(this.accountId));
  }

  /** What was asked of the service since the last bill. */
  bill(): Bill {
    const { entries } = this.server.journal;
    const writes = entries.filter((entry) => entry.method === "POST");
    const users = writes.reduce((sum, entry) => sum + entry.users.length, 0);
    const bill = { reads: entries.length - writes.length, writes: writes.length, users };
    this.server.journal.clear();
    return bill;
  }
}
