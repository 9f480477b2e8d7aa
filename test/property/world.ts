import type { Clock } from "../../provider/model/clock";
import { type ChimeServer, type JournalEntry, startChimeServer } from "../../provider/testing";
import { FastClock } from "../support/fastClock";
import { ACCOUNT_ID, type Account, addressOf, idOf, type License, type Person } from "./people";

/** What somebody else does to the account. */
export type Doing = Whom &
  (
    | { readonly act: "suspend" | "unsuspend" | "remove" | "add" | "rename" }
    | { readonly act: "license"; readonly license: License }
  );

/** A person, or all from that one through another. */
interface Whom {
  readonly who: number;
  readonly through?: number;
}

/** The account at the start. */
export interface Scene {
  readonly type?: "EnterpriseLWA" | "Team";
  readonly people: number;
  readonly suspended: readonly number[];
  /** Licenses of the first people; everybody else has Basic. */
  readonly licenses: readonly License[];
}

/**
 * The local server with one account, and beside it what the account must be like: changed by what others do, and by
 * what the judge has found right (`settle`), never read from the server without comparing.
 */
export class World {
  readonly server: ChimeServer;
  readonly clock: Clock;
  /** The day of the story, as which all runs are made. */
  day = 0;
  #account = new Map<string, Person>();
  /** How many IDs and addresses a person has had. */
  readonly #turns = new Map<number, { id: number; address: number }>();

  private constructor(server: ChimeServer, clock: Clock) {
    this.server = server;
    this.clock = clock;
  }

  static async open(): Promise<World> {
    const clock = new FastClock();
    return new World(await startChimeServer({ accounts: [], clock: () => clock.now() }), clock);
  }

  get account(): Account {
    return this.#account;
  }

  /** The environment of a provider process. */
  get environment(): NodeJS.ProcessEnv {
    const nothing = "/nonexistent/aws";
    return { ...this.server.environment, AWS_CONFIG_FILE: nothing, AWS_SHARED_CREDENTIALS_FILE: nothing };
  }

  /** Begins anew, with the account as the scene has it. */
  reset(scene: Scene): void {
    for (const { AccountId } of this.server.accounts()) this.server.removeAccount(AccountId);
    this.server.faults.clear();
    this.server.journal.clear();
    this.#account.clear();
    this.day = 0;
    this.#turns.clear();
    const SupportedLicenses = ["Basic", "Pro", "Plus"] as const;
    this.server.addAccount({
      AccountId: ACCOUNT_ID,
      Name: "Example Corp",
      AccountType: scene.type ?? "EnterpriseLWA",
      SupportedLicenses,
    });
    for (let who = 0; who < scene.people; who += 1) {
      this.#add(who, scene.suspended.includes(who), scene.licenses[who] ?? "Basic");
    }
  }

  /** Lets somebody do something; what makes no sense now is let be. */
  do(doing: Doing): void {
    for (let who = doing.who; who <= (doing.through ?? doing.who); who += 1) this.#doTo(who, doing);
  }

  /** The account as the server has it. */
  look(): Account {
    const users = this.server.account(ACCOUNT_ID).Users.map((user): [string, Person] => [
      user.UserId,
      {
        id: user.UserId,
        address: user.PrimaryEmail ?? "",
        suspended: user.UserRegistrationStatus === "Suspended",
        license: user.LicenseType as License,
      },
    ]);
    return new Map(users);
  }

  /** Takes over an account that the judge has found right. */
  settle(account: Account): void {
    this.#account = new Map(account);
  }

  /** The requests since the last look. */
  takeRequests(): readonly JournalEntry[] {
    const entries = [...this.server.journal.entries];
    this.server.journal.clear();
    return entries;
  }

  #doTo(who: number, doing: Doing): void {
    const person = this.#present(who);
    if (doing.act === "add" && !person) this.#add(who, false, "Basic");
    else if (!person) return;
    else if (doing.act === "remove") this.#remove(person);
    else if (doing.act === "rename") this.#rename(who, person);
    else this.#change(doing, person);
  }

  #present(who: number): Person | undefined {
    return this.#account.get(idOf(who, this.#turns.get(who)?.id ?? 0));
  }

  #add(who: number, suspended: boolean, license: License): void {
    const turns = this.#turns.get(who);
    const turn = turns ? turns.id + 1 : 0;
    this.#turns.set(who, { id: turn, address: turns?.address ?? 0 });
    const person: Person = { id: idOf(who, turn), address: addressOf(who, turns?.address), suspended, license };
    this.#account.set(person.id, person);
    this.server.addUser(ACCOUNT_ID, {
      UserId: person.id,
      PrimaryEmail: person.address,
      LicenseType: license,
      UserRegistrationStatus: suspended ? "Suspended" : "Registered",
    });
  }

  #remove(person: Person): void {
    this.#account.delete(person.id);
    this.server.removeUser(ACCOUNT_ID, person.id);
  }

  #rename(who: number, person: Person): void {
    const turns = this.#turns.get(who) ?? { id: 0, address: 0 };
    turns.address += 1;
    this.#turns.set(who, turns);
    const address = addressOf(who, turns.address);
    this.#account.set(person.id, { ...person, address });
    this.server.changeUser(ACCOUNT_ID, person.id, { PrimaryEmail: address });
  }

  #change(doing: Doing, person: Person): void {
    if (doing.act === "license") {
      this.#account.set(person.id, { ...person, license: doing.license });
      this.server.setLicense(ACCOUNT_ID, [person.id], doing.license);
    } else if (doing.act === "suspend") {
      this.#account.set(person.id, { ...person, suspended: true });
      this.server.suspend(ACCOUNT_ID, [person.id]);
    } else if (doing.act === "unsuspend") {
      this.#account.set(person.id, { ...person, suspended: false });
      this.server.unsuspend(ACCOUNT_ID, [person.id]);
    }
  }
}
