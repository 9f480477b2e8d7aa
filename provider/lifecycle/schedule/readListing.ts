import { writeMoment } from "../../model/moment";
import { UNKNOWN } from "../../model/unknown";
import { toUserKey, type UserKey } from "../../model/userKey";
import { nextMomentOf, phaseOf } from "../../model/window";
import type { ListingShape } from "../arguments/shape";
import { type Entry, entriesOf } from "./entries";
import type { Schedule, ScheduledEntry } from "./schedule";

/** Whom a program lists, as of a moment. */
export interface ListedUsers {
  /** Those whose entry counts, and what each is to have. */
  readonly desired: ReadonlyMap<UserKey, string>;
  /** Those of whom it is not known yet who they are, what they are to have, or whether their entry counts. */
  readonly unknownUsers: UserKey[];
  readonly schedule: Schedule;
  /** When the next entry begins or ends, as an instant in UTC. */
  readonly nextChange?: string;
  /** Users who are listed twice under one name, letter case aside, whenever each of the entries counts. */
  readonly duplicates: ReadonlySet<UserKey>;
}

/** Takes one entry after the other. */
class ListingReader {
  readonly desired = new Map<UserKey, string>();
  readonly unknownUsers = new Set<UserKey>();
  readonly schedule = new Map<UserKey, ScheduledEntry>();
  readonly duplicates = new Set<UserKey>();
  readonly #listed = new Set<UserKey>();
  readonly #moment: number;
  #nameless = 0;

  constructor(moment: number) {
    this.#moment = moment;
  }

  add(entry: Entry): void {
    if (typeof entry.user === "string") this.#addUser(toUserKey(entry.user), entry);
    else if (entry.user === UNKNOWN) this.unknownUsers.add(`(unknown user ${++this.#nameless})`);
  }

  #addUser(key: UserKey, { wanted, window, timeKnown }: Entry): void {
    if (this.#listed.has(key)) this.duplicates.add(key);
    this.#listed.add(key);
    if (wanted === UNKNOWN || !timeKnown) this.unknownUsers.add(key);
    if (typeof wanted !== "string" || !timeKnown) return;
    if (window) this.schedule.set(key, { value: wanted, ...window });
    if (!window || phaseOf(window, this.#moment) === "running") this.desired.set(key, wanted);
  }
}

/** Reads the argument that lists users, and decides whose entry counts at a moment (milliseconds since 1970). */
export function readListing(shape: ListingShape, listing: unknown, moment: number): ListedUsers {
  const reader = new ListingReader(moment);
  for (const entry of entriesOf(shape, listing)) reader.add(entry);
  const { desired, schedule, duplicates } = reader;
  const next = nextMomentOf(schedule.values(), moment);
  const nextChange = next === undefined ? {} : { nextChange: writeMoment(next) };
  return { desired, unknownUsers: [...reader.unknownUsers], schedule, ...nextChange, duplicates };
}
