import { EMAILS_PER_INVITE, USERS_PER_SUSPEND, USERS_PER_UNSUSPEND, USERS_PER_UPDATE } from "../model/limits";
import { countOf } from "../model/names";
import type { User } from "../model/user";

/** What is asked of the service for one user. */
export type Action = "suspend" | "unsuspend" | "invite" | "setLicense";

/** What an action is to bring a user to, and the address that it goes to, where there is one. */
interface Aim {
  readonly to: string;
  readonly email?: string | undefined;
}

/** All that is to be known of an action, but for the call itself. */
interface ActionRow {
  /** How many users one call takes. */
  readonly usersPerCall: number;
  /** How a request, and so its answer, names users: by address also those who are not in the account any more. */
  readonly namesBy: "id" | "email";
  /** What stands before a user who is changed, as in Pulumi's plans: into the set, out of it, or to another value. */
  readonly sign: "+" | "-" | "~";
  /** How a label begins: `suspend`. */
  readonly verb: string;
  /** The same, where the user is to be brought back to what this resource had made of it: `suspend again`. */
  readonly verbAgain: string;
  /** Whether a label tells from what to what: `license Basic -> Pro`. */
  readonly tellsValues?: true;
  /** What stands before a number of users that are to be changed: `suspend` 2 users. */
  readonly total: string;
  /** What stands before a number of users that were changed: `suspended` 2 users. */
  readonly past: string;
  /** What stands behind either number: invite 2 users `again`. */
  readonly behindCount?: string;
  /**
   * How a label says of users who were found as declared that they count as made so here once they are changed back;
   * undefined: it lets users go, and so takes nobody over.
   */
  readonly takenOver: ((leavingGives: string) => string) | undefined;
  /** What a reader has to know beforehand of whom it befalls once an entry ends; absent: it goes without saying. */
  readonly foretold?: string;
  /** The title of its column in a report. */
  readonly column: string;
  /** Whether it removes users from a Team account, until they accept an invitation. */
  readonly removesFromTeam?: true;
  /** What it makes of a user who is in the account afterwards. */
  after(user: User, aim: Aim): User;
  /** Whether a user of the account is so already. */
  isDone(user: User, aim: Aim): boolean;
}

/**
 * The actions that there are, each with one operation of the service; who loses access comes first. What is not in a row
 * is the call itself (`apply/sendBatch.ts`), and which action brings a user to a value (the rules of each kind).
 */
export const ACTIONS: Readonly<Record<Action, ActionRow>> = {
  suspend: {
    usersPerCall: USERS_PER_SUSPEND,
    namesBy: "id",
    sign: "+",
    verb: "suspend",
    verbAgain: "suspend again",
    total: "suspend",
    past: "suspended",
    takenOver: () =>
      "; found suspended at first, from now on they count as suspended here: leaving the set unsuspends them (see onRemoval)",
    column: "Suspend",
    removesFromTeam: true,
    after: (user) => ({ ...user, registrationStatus: "Suspended" }),
    isDone: ({ registrationStatus }) => registrationStatus === "Suspended",
  },
  unsuspend: {
    usersPerCall: USERS_PER_UNSUSPEND,
    namesBy: "id",
    sign: "-",
    verb: "unsuspend",
    verbAgain: "unsuspend again",
    total: "unsuspend",
    past: "unsuspended",
    takenOver: undefined,
    column: "Unsuspend",
    after: (user) => ({ ...user, registrationStatus: "Registered" }),
    isDone: ({ registrationStatus }) => registrationStatus !== "Suspended",
  },
  invite: {
    usersPerCall: EMAILS_PER_INVITE,
    namesBy: "email",
    sign: "-",
    // Who is invited has been a member before, so that "again" is said anyway.
    verb: "invite again",
    verbAgain: "invite again",
    total: "invite",
    past: "invited",
    behindCount: " again",
    takenOver: undefined,
    foretold: "who is then invited again",
    column: "Invite again",
    after(user, { email }) {
      const primaryEmail = user.primaryEmail ?? email;
      return { ...user, ...(primaryEmail ? { primaryEmail } : {}), registrationStatus: "Unregistered" };
    },
    isDone: () => true,
  },
  setLicense: {
    usersPerCall: USERS_PER_UPDATE,
    namesBy: "id",
    sign: "~",
    verb: "license",
    verbAgain: "license",
    tellsValues: true,
    total: "change license of",
    past: "changed the license of",
    takenOver: (license) =>
      `; found like that at first, from now on it counts as set here: leaving the list gives ${license} (see onRemoval)`,
    column: "Change license",
    after: (user, { to }) => ({ ...user, licenseType: to }),
    isDone: ({ licenseType }, { to }) => licenseType === to,
  },
};

/** An action with its aim. */
interface Change extends Aim {
  readonly action: Action;
}

/** The actions in the order in which a reader is told of them. */
export const ACTION_NAMES = Object.keys(ACTIONS) as readonly Action[];

/** `suspend 2 users`, `invited 1 user again`: how many users an action changes, or has changed. */
export function sayCount(action: Action, tense: "total" | "past", count: number): string {
  const row = ACTIONS[action];
  return `${row[tense]} ${countOf(count, "user")}${row.behindCount ?? ""}`;
}

/** Whether an action takes the user out of the account. */
export function removes(action: Action, team: boolean): boolean {
  return team && ACTIONS[action].removesFromTeam === true;
}

/** What becomes of a user by an action; undefined: the account does not have the user any more. */
export function userAfter(user: User, change: Change, team: boolean): User | undefined {
  return removes(change.action, team) ? undefined : ACTIONS[change.action].after(user, change);
}

/** Whether an action is as good as done, seen how the user is. */
export function isDone(user: User, change: Change, team: boolean): boolean {
  return !removes(change.action, team) && ACTIONS[change.action].isDone(user, change);
}
