import type { ChimeClient } from "../chime/client";
import type { InputError } from "../errors/inputError";
import { type Clock, systemClock } from "../model/clock";
import { inTurn, type Turns } from "../model/inTurn";
import { LeftBehind } from "../model/leftBehind";
import { countOf } from "../model/names";
import { type Answer, type Neighbours, NO_NEIGHBOURS, type Question, type StoredResource } from "../model/neighbours";
import type { Unreadable } from "../model/settingNames";
import { typeInUrn } from "../model/urn";
import { AccountReader } from "./accountReader";
import { Claims } from "./claims";
import type { Declaration } from "./declaration";
import { type Foreseen, NOTHING_FORESEEN } from "./foreseen";
import { Handovers, type Keeper } from "./handovers";
import type { Kind } from "./kind";
import { Others } from "./others";
import { storedKeepers } from "./outputs/storedKeepers";
import { Places } from "./places";
import { NO_REGISTER, ProgramClaims, type RunRegister } from "./programClaims";
import { createProgress } from "./progress";
import { Replacements } from "./replaced";
import type { Report } from "./report";
import { AsOf } from "./schedule/asOf";
import { Secrets } from "./secrets";
import { Unread } from "./unreadable";

/** What the resources of one kind know of each other. */
interface Book {
  readonly claims: Claims;
  readonly handovers: Handovers;
  readonly others: Others;
}

/** What a session is made of. */
export interface SessionParts {
  readonly report: Report;
  /** The time; the machine's own, if not told otherwise. */
  readonly clock?: Clock;
  /** Makes the processes of a run agree on one moment: gives back the one taken first. Without it each has its own. */
  readonly agreeOnMoment?: (moment: number) => number;
  /** The moment that somebody has set for the times of entries, in milliseconds since 1970; not told: none. */
  asOf?(): Promise<number | undefined>;
  /** How many names of each group a plan message lists, if not as usual. */
  readonly maxNames?: number;
  /** How many days ahead it is told which entries begin or end, if not as usual. */
  readonly noticeDays?: number;
  /** Milliseconds between two words on the reading of an account, if not as usual. */
  readonly progressMs?: number;
  /** Where the processes of a run tell each other of what the program lists; without it each is by itself. */
  readonly runRegister?: RunRegister;
  /** The other provider processes of the run; without them this one is by itself. */
  readonly neighbours?: Neighbours;
  /** What the preview of the run has found out, where the program can't ask for the stack's state. */
  readonly foreseen?: Foreseen;
  findFaults(): Promise<readonly InputError[]>;
  /** What to do where an account can't be read; not told: warn. */
  unreadable?(): Promise<Unreadable>;
  openClient(tell: (text: string) => void): Promise<ChimeClient>;
}

/** What tells a resource by its state: the name may be that of another one by now, which was made at another time. */
function nameInState(kind: Kind, { urn = "", accountId, state: { madeAt } }: Keeper): string {
  return `${kind.resource} ${accountId} ${madeAt} ${urn}`;
}

/** How many days ahead it is told which entries begin or end. */
const NOTICE_DAYS = 14;

/**
 * What the resources of one provider share within one process: the client with its rate limit, one reading of each
 * account, and who lists whom. Nothing is opened before the first resource that has something to ask.
 */
export class Session {
  readonly report: Report;
  /** What no message of this process may have. */
  readonly secrets: Secrets = new Secrets();
  /** Which accounts are known to be out of reach for those who read the messages. */
  readonly unread: Unread = new Unread();
  /** What has been said of accounts whose type is not known: worth saying once a process, not once a resource. */
  readonly typesTold: Set<string> = new Set();
  /** Where those stand in the program whom no message names. */
  readonly places: Places = new Places();
  /** What was said of users who are left as is, since nothing tells what has become of them. */
  readonly leftTold: Set<string> = new Set();
  /** Of whom a plan has said that they are left to another resource. */
  readonly leftToTold: Set<string> = new Set();
  /** Notes of users who have moved that a preview has found to be over, by what the users themselves are now. */
  readonly notesOver: Set<string> = new Set();
  readonly #parts: SessionParts;
  readonly #readers = new Map<string, Promise<AccountReader>>();
  readonly #books = new Map<Kind["resource"], Book>();
  readonly #removals = new Map<string, string>();
  /** The names that resources have now, by what their states say of them. */
  readonly #renamed = new Map<string, string | undefined>();
  readonly #turns = new Map<string, Turns>();
  /** What processes that have ended have left with this one. */
  readonly #left = new LeftBehind();
  readonly #neighbours: Neighbours;
  #stored: Promise<readonly StoredResource[] | undefined> | undefined;
  #listening: Promise<void> | undefined;
  /** The moment that the times of entries are held against. */
  readonly asOf: AsOf;
  /** What resources take the place of whose account has changed. */
  readonly replacements: Replacements = new Replacements();
  /** Whom the program lists, whatever the provider. */
  readonly programClaims: ProgramClaims;
  #client: Promise<ChimeClient> | undefined;
  #faultsToldAt: string | undefined;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#neighbours = parts.neighbours ?? NO_NEIGHBOURS;
    const { report, clock = systemClock, runRegister = NO_REGISTER } = parts;
    this.programClaims = new ProgramClaims(runRegister);
    this.asOf = new AsOf({
      clock,
      setting: parts.asOf?.bind(parts),
      agree: parts.agreeOnMoment ?? ((moment) => moment),
    });
    this.report = {
      info: (message, urn) => report.info(this.secrets.mask(message), urn),
      warn: (message, urn) => report.warn(this.secrets.mask(message), urn),
      progress: (message, urn) => report.progress(this.secrets.mask(message), urn),
      flush: () => report.flush(),
    };
  }

  /** What is wrong with the provider's own settings; nothing is read or opened for it. */
  findFaults(): Promise<readonly InputError[]> {
    return this.#parts.findFaults();
  }

  /** The resource at which it is told what is wrong with the settings: the first that asks. */
  faultsToldAt(resource: string): string {
    this.#faultsToldAt ??= resource;
    return this.#faultsToldAt;
  }

  /** What to do where an account can't be read. */
  async unreadable(): Promise<Unreadable> {
    return (await this.#parts.unreadable?.()) ?? "warn";
  }

  /** What the preview of the run has found out. */
  get foreseen(): Foreseen {
    return this.#parts.foreseen ?? NOTHING_FORESEEN;
  }

  get clock(): Clock {
    return this.#parts.clock ?? systemClock;
  }

  /** How many names of each group a plan message lists; undefined: as usual. */
  get maxNames(): number | undefined {
    return this.#parts.maxNames;
  }

  /** How many days ahead it is told which entries begin or end. */
  get noticeDays(): number {
    return this.#parts.noticeDays ?? NOTICE_DAYS;
  }

  client(): Promise<ChimeClient> {
    this.#client ??= this.#parts.openClient((text) => this.report.progress(text));
    return this.#client;
  }

  reader(accountId: string): Promise<AccountReader> {
    let reader = this.#readers.get(accountId);
    if (!reader) {
      reader = this.client().then((client) => new AccountReader(accountId, client, this.#readingProgress(accountId)));
      this.#readers.set(accountId, reader);
    }
    return reader;
  }

  #readingProgress(accountId: string): (users: number) => void {
    const tell = createProgress((text) => this.report.progress(text), this.clock, this.#parts.progressMs);
    return (users) => tell(() => `Reading account ${accountId}: ${countOf(users, "user")} so far`);
  }

  /**
   * Notes what the program now wants for the users of an account that a resource is about to leave: a replacement ends with a
   * deletion that is told the old state alone, and it is the program's present word that counts.
   */
  noteRemoval(urn: string | undefined, { accountId }: Pick<Declaration, "accountId">, onRemoval: string): void {
    if (urn !== undefined) this.#removals.set(`${urn} ${accountId}`, onRemoval);
  }

  /** Notes under which name a resource is known from now on whose state has another one, or none. */
  noteRenamed(kind: Kind, before: string | undefined, now: Keeper & { readonly urn: string }): void {
    this.handovers(kind).noteRenamed(before, now);
    const key = nameInState(kind, { ...now, urn: before });
    // Of two that were imported their states don't tell which is which.
    const isAnothers = this.#renamed.has(key) && this.#renamed.get(key) !== now.urn;
    this.#renamed.set(key, isAnothers ? undefined : now.urn);
  }

  /** The name that a resource has by now, of which the state has another one, or none; undefined: that can't be told. */
  presentUrn(kind: Kind, stored: Keeper): string | undefined {
    const key = nameInState(kind, stored);
    return this.#renamed.has(key) ? this.#renamed.get(key) : stored.urn;
  }

  /** What is to become of the users of a resource that goes: the program's present word, or the state's. */
  removalOf(urn: string | undefined, { accountId, onRemoval }: Pick<Declaration, "accountId" | "onRemoval">): string {
    return this.#removals.get(`${urn} ${accountId}`) ?? onRemoval;
  }

  /** Runs writers of an account one after the other: each then plans on what the one before has done. */
  exclusively<T>(accountId: string, work: () => Promise<T>): Promise<T> {
    const takeTurn = this.#turns.get(accountId) ?? inTurn();
    this.#turns.set(accountId, takeTurn);
    return takeTurn(work);
  }

  /** Answers the other processes of the run from now on, and keeps what they leave. Resolves once they can find this one. */
  listen(): Promise<void> {
    this.#listening ??= this.#neighbours.answer(
      (question) => this.#answer(question),
      (left) => this.#left.keep(left),
    );
    return this.#listening;
  }

  /**
   * Leaves with the other processes of the run what a refresh has shown this one. The engine ends a process after the refresh
   * where the provider's settings have changed since, and asks a new one about the program; one that it has asked about the
   * program itself is ended with the run, when nobody needs it any more.
   */
  async leave(): Promise<void> {
    const books = [...this.#books];
    if (books.some(([, { claims }]) => claims.checked.length > 0)) return;
    const left = books.flatMap(([resource, { handovers }]) => handovers.refreshed(resource));
    if (left.length > 0) await this.#neighbours.leave(left);
  }

  claims(kind: Kind): Claims {
    return this.#book(kind).claims;
  }

  handovers(kind: Kind): Handovers {
    return this.#book(kind).handovers;
  }

  /** What the resources of a kind know of each other, in whatever process. */
  others(kind: Kind): Others {
    return this.#book(kind).others;
  }

  /**
   * Learns whom the resources of the stack keep that nobody of the run has told of: those that the program does not declare any more
   * the engine asks about last. Gives back whether that is known now and was not before.
   */
  async learnStored(kind: Kind): Promise<boolean> {
    this.#stored ??= this.#neighbours.stored();
    const stored = await this.#stored;
    const others = this.others(kind);
    if (stored === undefined || others.hasLearned) return false;
    // What a refresh has shown to other processes counts more.
    await others.find("", []);
    const ours = stored.filter(({ urn }) => typeInUrn(urn).split(":").at(-1) === kind.resource);
    // Another resource that asked at the same time may have learned it meanwhile.
    if (others.hasLearned) return true;
    const keepers = ours.map((one) => storedKeepers(kind, one));
    others.learn(
      keepers.flatMap((all) => all ?? []),
      !keepers.includes(undefined),
    );
    return true;
  }

  #book(kind: Kind): Book {
    const known = this.#books.get(kind.resource);
    if (known) return known;
    this.listen().catch(() => undefined);
    const claims: Claims = new Claims({
      isAny: (accountId, deleted, checked) => this.programClaims.isAny(kind.resource, accountId, deleted, checked),
      listers: (accountId, listed, checked) => this.programClaims.listers(kind.resource, accountId, listed, checked),
      isChecked: (resource) => book.others.isChecked(resource),
      declares: (urn) => this.programClaims.declares(urn),
      stamp: () => this.programClaims.stamp(),
    });
    const handovers = new Handovers(kind.rules);
    const own = { claims, handovers, left: this.#left };
    const others = new Others(kind.resource, own, this.#neighbours, this.programClaims);
    const book: Book = { claims, handovers, others };
    this.#books.set(kind.resource, book);
    return book;
  }

  #answer(question: Question): Answer {
    const book = [...this.#books].find(([resource]) => resource === question.resource)?.[1];
    return book?.others.answer(question) ?? this.#left.answer(question);
  }
}
