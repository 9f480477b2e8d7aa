import { countOf, listNames } from "../model/names";
import type { User } from "../model/user";
import { isEmailAddress, toUserKey, type UserKey } from "../model/userKey";
import { userOf } from "../model/userReading";
import { membershipOf } from "../plan/cause";
import { labelOfMove } from "../plan/labels";
import type { Plan } from "../plan/plan";
import type { Claimant } from "../plan/planRequest";
import type { Change, Verdict } from "../plan/verdict";
import type { AccountReader } from "./accountReader";
import { findClaimant } from "./claimant";
import type { Work } from "./context";
import { describeResource } from "./describeResource";
import type { Prepared } from "./prepare";
import type { Releasing } from "./releases";
import { waitWhile } from "./waitWhile";

/**
 * The users whom a plan lets go, while that is carried out. Another resource may come to list one of them meanwhile, one that
 * the program declares late: the user is not changed any more then, and what was sent before that is told to whoever asks
 * (see `findReleased.ts`).
 */
export class LettingGo {
  readonly #work: Work;
  readonly #moment: number;
  readonly #reader: AccountReader;
  /** What was known of who lists whom when the plan was made. */
  readonly #claimed: string;
  readonly #claimants = new Map<Change, Claimant>();
  readonly #names = new Map<Change, readonly UserKey[]>();

  constructor(work: Work, { moment, claimed }: Pick<Prepared, "moment" | "claimed">, reader: AccountReader) {
    this.#work = work;
    this.#moment = moment;
    this.#claimed = claimed;
    this.#reader = reader;
  }

  /** Which of the changes that are about to be sent are not to be made any more; where there is none, they count as sent. */
  withhold(changes: readonly Change[]): readonly Change[] {
    const leaving = changes.filter(isRelease);
    // Who goes back to another resource is changed for that one.
    const isFree = (one: Change): boolean => one.cause.why !== "returned" && this.#isClaimed(one);
    const withheld = leaving.length > 0 && this.#isNews() ? leaving.filter(isFree) : [];
    if (withheld.length === 0)
      this.#releases.noteSending(
        this.#accountId,
        leaving.map((change) => this.#toRelease(change)),
      );
    return withheld;
  }

  /** Notes that the answer to changes has come, or none will. */
  noteAnswered(changes: readonly Change[]): void {
    this.#releases.noteAnswered(this.#accountId, changes.filter(isRelease));
  }

  /** The plan as it turned out to be: who is not let go moves. Says so, and forgets how they are. */
  async settle(plan: Plan): Promise<Plan> {
    if (this.#claimants.size === 0) return plan;
    for (const change of this.#claimants.keys()) this.#reader.failed(change);
    const { signal } = this.#work;
    const isOpen = (): boolean =>
      signal?.aborted !== true && [...this.#claimants.keys()].some((one) => this.#isPending(one));
    await waitWhile({ ...this.#work, signal: undefined }, isOpen);
    this.#tell();
    return { ...plan, verdicts: plan.verdicts.flatMap((verdict) => this.#verdictAfter(verdict)) };
  }

  get #accountId(): string {
    return this.#work.declaration.accountId;
  }

  get #releases() {
    const { session, kind } = this.#work;
    return session.handovers(kind).releases;
  }

  /** Whether anything was declared since the plan was made. */
  #isNews(): boolean {
    const { session, kind } = this.#work;
    return session.claims(kind).stamp !== this.#claimed;
  }

  #isClaimed(change: Change): boolean {
    const claimant = findClaimant(this.#work, this.#moment, this.#namesOf(change));
    if (claimant) this.#claimants.set(change, claimant);
    return claimant !== undefined;
  }

  /** Asks again: which resources have a part in the run is found out by and by. */
  #isPending(change: Change): boolean {
    this.#isClaimed(change);
    return this.#claimants.get(change)?.isPending === true;
  }

  /** The names of a user, by what was seen before anything was sent. */
  #namesOf(change: Change): readonly UserKey[] {
    const names = this.#names.get(change) ?? namesOf(change, userOf(this.#reader.observe(change.userId)));
    this.#names.set(change, names);
    return names;
  }

  #toRelease(change: Change): Releasing {
    return { userId: change.userId, to: change.to, names: this.#namesOf(change) };
  }

  /** Whom a plan changes though they were never listed here are none of this resource's. */
  #verdictAfter(verdict: Verdict): Verdict[] {
    const to = verdict.type === "change" ? this.#claimants.get(verdict) : undefined;
    if (verdict.type !== "change" || to === undefined) return [verdict];
    if (membershipOf(verdict.cause) !== "leaving") return [];
    const listedAs = this.#namesOf(verdict);
    const address = listedAs.find(isEmailAddress);
    return [{ type: "moves", user: verdict.user, to, listedAs, ...(address ? { address } : {}) }];
  }

  #tell(): void {
    const { kind, session, urn } = this.#work;
    const byClaimant = Map.groupBy(this.#claimants, ([, to]) => labelOfMove(to));
    for (const [label, moving] of byClaimant) {
      const names = listNames(moving.map(([{ user }]) => user).sort());
      const text = `${countOf(moving.length, "user")} not changed after all, listed elsewhere meanwhile: ${label}: ${names}`;
      session.report.info(`${describeResource(kind, urn)}: ${text}`, urn);
    }
  }
}

/** All names of a user: of whoever was looked at and has an address, not those of before, which may be somebody else's by now. */
function namesOf({ user, userId, email }: Change, seen: User | undefined): readonly UserKey[] {
  const addresses = seen?.primaryEmail ? [seen.primaryEmail] : email ? [user, email] : [user];
  return [...new Set([userId, ...(isEmailAddress(user) ? [] : [user]), ...addresses.map(toUserKey)])];
}

/** Whether a change takes something back, or away, from a user who is not listed. */
function isRelease({ cause }: Change): boolean {
  return membershipOf(cause) !== "listed";
}
