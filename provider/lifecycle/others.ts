import type { Holding } from "../model/holding";
import type { LeftBehind } from "../model/leftBehind";
import type { Answer, Holder, LetGo, Neighbours, NoteLeft, Offer, Question } from "../model/neighbours";
import { placeInUrn } from "../model/urn";
import type { UserKey } from "../model/userKey";
import type { Claims } from "./claims";
import type { Handovers, Keeper } from "./handovers";
import { type Heard, heardOf } from "./heard";
import type { Kind } from "./kind";
import { beforeThisRun, mayHaveHad } from "./letGo";
import { type Asker, joined, STRANGER } from "./offers";
import { particularsOf, takenOver } from "./particulars";
import type { ProgramClaims, ProgramResource } from "./programClaims";
import { PLANNED, type Told, toldOf } from "./toldReleases";
import { Turns } from "./turns";

/** How long to wait before others are asked again whose answer is not the last, in milliseconds. */
export const ASK_AGAIN_MS = 50;

/** What the resources of one kind and process know. */
interface Own {
  readonly claims: Claims;
  readonly handovers: Handovers;
  /** What processes that have ended have left here. */
  readonly left: LeftBehind;
}

/** What the resources of one kind know of each other: those of this process, and those of others of the run. */
export class Others {
  /** How far those of this process are. */
  readonly turns: Turns;
  readonly #resource: Kind["resource"];
  readonly #own: Own;
  readonly #neighbours: Neighbours;
  readonly #program: ProgramClaims;
  #heard: Heard = heardOf([]);
  readonly #givenUp = new Set<string>();
  #hasLearned = false;
  #stored: readonly LetGo[] = [];
  /** How far releases of other processes were when their users were last looked at, by account and user ID. */
  readonly #seen = new Map<string, string>();

  constructor(resource: Kind["resource"], own: Own, neighbours: Neighbours, program: ProgramClaims) {
    this.#resource = resource;
    this.#own = own;
    this.#neighbours = neighbours;
    this.#program = program;
    this.turns = new Turns((urn) => own.claims.isChecked(urn));
  }

  /** Whether it is known what the stack's state has of resources. */
  get hasLearned(): boolean {
    return this.#hasLearned;
  }

  /**
   * Takes what the stack's state has of resources; not of those that were read back, of which a refresh may have seen more. Others of
   * the run may know as much, and be too busy to tell in time. `isAll`: whether all of them could be read.
   */
  learn(stored: readonly (Keeper & { readonly urn: string })[], isAll: boolean): void {
    this.#hasLearned = isAll;
    // Whatever else tells of a resource: that it let somebody go once is so.
    this.#stored = stored.map(({ urn, state: { letGoAt = 0, madeAt } }) => ({
      urn,
      at: letGoAt,
      isMade: letGoAt === madeAt,
      isStored: true,
    }));
    const { handovers } = this.#own;
    const refreshed = new Set(this.#heard.refreshed);
    for (const one of stored) if (!refreshed.has(one.urn) && !handovers.knows(one)) handovers.noteStored(one);
  }

  /** What this process tells another one. */
  answer(question: Question): Answer {
    const { accountId, names, wants } = question;
    const { claims, handovers } = this.#own;
    const left = this.#own.left.answer(question);
    const offers: [UserKey, Offer][] = [];
    for (const name of wants === "offers" || wants === "kept" ? names : []) {
      const offer = handovers.find(accountId, name);
      if (offer) offers.push([name, offer]);
    }
    for (const [name, offer] of left.offers) offers.push([name, offer]);
    return {
      offers,
      checked: claims.checked,
      known: [...handovers.known, ...left.known],
      refreshed: [...handovers.refreshedUrns, ...left.refreshed],
      letGo: [...handovers.letGo, ...left.letGo],
      ...this.turns.told,
      ...particularsOf({ ...this.#own, turns: this.turns }, question),
    };
  }

  /**
   * Who of these users was taken over, in whatever process, in this run or before: what was before has gone along. Not of whom a resource
   * knows no more than what the one that asks has made of the user.
   */
  async taken(accountId: string, held: readonly Pick<Holding, "userId" | "value">[]): Promise<ReadonlySet<UserKey>> {
    const names = held.map(({ userId }) => userId);
    const question = { resource: this.#resource, accountId, names, wants: "taken" } as const;
    return takenOver([...(await this.#ask(question)), this.answer(question)], held);
  }

  /**
   * Who of these users was taken over by a resource that is past its guards, in whatever process; who could not be made as a resource
   * declares; and whom one has found so without knowing what was before.
   */
  async secured(
    accountId: string,
    userIds: readonly UserKey[],
  ): Promise<Record<"secured" | "failed", ReadonlySet<string>> & { readonly foundSo: ReadonlyMap<string, string> }> {
    const question = { resource: this.#resource, accountId, names: userIds, wants: "secured" } as const;
    const answers = [...(await this.#ask(question)), this.answer(question)];
    return {
      secured: new Set(answers.flatMap(({ secured }) => secured)),
      failed: new Set(answers.flatMap(({ failed }) => failed)),
      foundSo: new Map(answers.flatMap(({ foundSo }) => foundSo)),
    };
  }

  /** The resources that have users of these IDs in their state, by what each process knows. */
  async holders(accountId: string, userIds: readonly UserKey[], isPreview: boolean): Promise<readonly Holder[]> {
    const question = { resource: this.#resource, accountId, names: userIds, wants: "holders", isPreview } as const;
    return [...(await this.#ask(question)), this.answer(question)].flatMap(({ holders }) => holders);
  }

  /** What a resource of this URN has left that was deleted before its next, in whatever process. */
  async notesFor(urn: string, accountId: string): Promise<readonly NoteLeft[]> {
    const question = { resource: this.#resource, accountId, names: [urn], wants: "notes" } as const;
    return [...(await this.#ask(question)), this.answer(question)].flatMap(({ notes }) => notes);
  }

  /** What each resource of the run keeps of users, by the names that are asked for: a question, by which nobody is taken over. */
  async keepers(accountId: string, names: readonly UserKey[]): Promise<ReadonlyMap<UserKey, readonly Offer[]>> {
    const question = { resource: this.#resource, accountId, names, wants: "kept" } as const;
    const answers = await this.#ask(question);
    const told = Map.groupBy(
      [...answers, this.#own.left.answer(question)].flatMap(({ offers }) => offers),
      ([name]) => name,
    );
    const { handovers } = this.#own;
    return new Map(
      names.map((name) => [
        name,
        [...handovers.offers(accountId, name), ...(told.get(name) ?? []).map(([, offer]) => offer)],
      ]),
    );
  }

  /** Those of the names whose users are kept by resources of other processes. */
  async kept(accountId: string, names: readonly UserKey[]): Promise<ReadonlySet<UserKey>> {
    const answers = await this.#ask({ resource: this.#resource, accountId, names, wants: "kept" });
    return new Set(answers.flatMap(({ offers }) => offers.map(([name]) => name)));
  }

  /** Whom resources of other processes let go, or are going to. */
  async releases(accountId: string): Promise<readonly Told[]> {
    const answers = await this.#ask({ resource: this.#resource, accountId, names: [], wants: "releases" });
    return toldOf(answers.flatMap(({ releases }) => releases));
  }

  /** Whether more is known of a release than when its user was last looked at; notes that this is about to be done. */
  isNews(accountId: string, { userId, stage }: Told): boolean {
    const key = `${accountId} ${userId}`;
    if ((this.#seen.get(key) ?? PLANNED) === stage) return false;
    this.#seen.set(key, stage);
    return true;
  }

  /** What is kept of users by any resource of the run but the one that asks, by the names that are asked for. */
  async find(
    accountId: string,
    names: readonly UserKey[],
    { urn, isOwn }: Asker = STRANGER,
  ): Promise<ReadonlyMap<UserKey, Offer>> {
    const question = { resource: this.#resource, accountId, names, wants: "offers" } as const;
    const answers = await this.#ask(question);
    const offers = new Map<UserKey, Offer>();
    const fromOthers = answers.flatMap((answer) => answer.offers);
    const { left, handovers } = this.#own;
    const { known, offers: fromEnded } = left.answer(question);
    if (fromOthers.length === 0 && known.length === 0 && handovers.isAllOf(urn, accountId)) return offers;
    const here = names.flatMap((name): [UserKey, Offer][] => {
      const offer = handovers.find(accountId, name, isOwn);
      return offer ? [[name, offer]] : [];
    });
    for (const [name, offer] of [...fromOthers, ...here, ...fromEnded]) {
      offers.set(name, joined(offers.get(name), offer));
    }
    return offers;
  }

  async #ask(question: Question): Promise<readonly Answer[]> {
    const answers = await this.#neighbours.ask(question);
    this.#heard = heardOf(answers);
    return answers;
  }

  /** Whether there is no other resource on an account, as far as this process has heard: `declared` is what the program has there. */
  isAlone(accountId: string, urn: string | undefined, declared: readonly ProgramResource[]): boolean {
    const isOther = ({ is }: ProgramResource): boolean => urn === undefined || !is(urn);
    const { checked, known } = this.#heard;
    const isHeardOf = checked.length > 0 || known.some((one) => one !== urn);
    return !isHeardOf && !declared.some(isOther) && this.#own.handovers.isAllOf(urn, accountId);
  }

  /** How many resources the engine has asked other processes about by now. */
  async countElsewhere(): Promise<number> {
    await this.find("", []);
    return this.#heard.checked.length;
  }

  /** Whether another process has checked a resource of the program, as far as this one has heard. */
  isChecked({ is }: Pick<ProgramResource, "is">): boolean {
    return this.#heard.checked.some(is);
  }

  /** Whether any process has checked a resource of the program, as far as this one has heard. */
  isAsked(resource: Pick<ProgramResource, "is">): boolean {
    return this.isChecked(resource) || this.#own.claims.checked.some(resource.is);
  }

  /** Whether any process has checked the resource of this URN, as far as this one has heard. */
  isAskedAbout(urn: string): boolean {
    return this.#own.claims.isChecked(urn) || this.#heard.checked.includes(urn);
  }

  /** Whether any process has checked a resource at a place of the program, as far as this one has heard. */
  isAskedAt(place: string): boolean {
    const isThere = (urn: string): boolean => placeInUrn(urn) === place;
    return this.#own.claims.checked.some(isThere) || this.#heard.checked.some(isThere);
  }

  /** Whether a resource of the program takes nothing over any more. */
  isSettled({ is }: Pick<ProgramResource, "is">): boolean {
    return [...this.turns.told.settled, ...this.#heard.settled].some(is);
  }

  /** What is known of when resources have let somebody go: of those that have told nothing of it that they are there. */
  get letGo(): readonly LetGo[] {
    const { known, letGo } = this.#own.handovers;
    const left = this.#own.left.answer({ resource: this.#resource, accountId: "", names: [], wants: "kept" });
    const never = [...known, ...left.known, ...this.#heard.known].map((urn) => ({ urn, at: 0, isMade: true }));
    const all = [...letGo, ...left.letGo, ...this.#heard.letGo, ...this.#stored];
    return [...never, ...beforeThisRun(all)];
  }

  /**
   * Whether the resource at a place of the program is known not to be in the stack. That the engine has asked about it in this run does not
   * tell: it may have been refused.
   */
  isAbsent(place: string): boolean {
    const isThere = ({ urn, at }: LetGo): boolean => at > 0 && placeInUrn(urn) === place;
    const isStored = this.#stored.some(({ urn }) => placeInUrn(urn) === place);
    return this.#hasLearned && !isStored && !this.letGo.some(isThere);
  }

  /** Whether what a resource offers of somebody who has moved away from it may be out of date: the next one has let somebody go since. */
  isOutdated({ movedTo }: Pick<Offer, "movedTo">): boolean {
    return movedTo !== undefined && mayHaveHad(this.letGo, movedTo) === true;
  }

  /** Notes that resources were waited for in vain: nobody waits for them once more. */
  giveUp(names: Iterable<string>): void {
    for (const name of names) this.#givenUp.add(name);
  }

  isGivenUp(name: string): boolean {
    return this.#givenUp.has(name);
  }

  /** Whether a resource of the program is at work. */
  isWorking({ is }: Pick<ProgramResource, "is">): boolean {
    return [...this.turns.told.working, ...this.#heard.working].some(is);
  }

  /** Whether a resource of the program has nothing to do any more: it is as declared, or was refused. */
  hasEnded(resource: Pick<ProgramResource, "is">): boolean {
    return this.isSettled(resource) || [...this.turns.told.ended, ...this.#heard.ended].some(resource.is);
  }

  /** The other resources of the program on an account that have not told yet whom they keep. */
  silent(accountId: string, urn: string | undefined): ProgramResource[] {
    // Whom the state has nothing of keeps nobody yet.
    if (this.#hasLearned) return [];
    const question = { resource: this.#resource, accountId, names: [], wants: "kept" } as const;
    const known = [...this.answer(question).known, ...this.#heard.known];
    return [...this.#program.resources(this.#resource, accountId)].filter(
      (resource) => !(urn !== undefined && resource.is(urn)) && !known.some((one) => resource.is(one)),
    );
  }
}
