/**
 * What is done about an error of a single user.
 * - `retry`: it passes by itself; the user is sent again with the next round
 * - `look`: how things stand now decides; the user is looked at, and sent again once where that is still needed
 * - `final`: it stays, and a person has to do something
 */
export type Treatment = "retry" | "look" | "final";

/** One code, what it means, and what a person can do about it where it stays. */
export interface UserErrorRow {
  readonly treatment: Treatment;
  readonly means: string;
  readonly advice: string;
  /** Whether the user may be changed all the same, as after a request whose answer got lost. */
  readonly mayBeDone?: true;
}

const LATER = "Run it again later; where it comes back, lower chime:maxRequestsPerSecond.";
const FAULT = "Nothing is wrong with the user: run it again later.";
const AGAIN = "Run it again.";
const LOOK = "Run aws chime get-user to see what is special about a user.";
const NOT_ALLOWED = "Allow these credentials to change this user, or have an administrator of the account do it.";

/**
 * The codes that the service may give for one user of a batch, and what is done about each. AWS lists them without a
 * word on what they mean; the readings are ours.
 * {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_UserError.html}
 */
export const USER_ERRORS: Readonly<Record<string, UserErrorRow>> = {
  Throttled: { treatment: "retry", means: "too many requests", advice: LATER },
  Throttling: { treatment: "retry", means: "too many requests", advice: LATER },
  ServiceFailure: { treatment: "retry", means: "a fault of the service that passes", advice: FAULT, mayBeDone: true },
  ServiceUnavailable: {
    treatment: "retry",
    means: "a fault of the service that passes",
    advice: FAULT,
    mayBeDone: true,
  },
  Conflict: { treatment: "look", means: "something else changed the user", advice: AGAIN },
  PreconditionFailed: { treatment: "look", means: "the user is not in a state for it", advice: LOOK },
  NotFound: {
    treatment: "look",
    means: "no such user in the account",
    advice: "Correct the entry, or take it off the list.",
  },
  BadRequest: { treatment: "final", means: "the service can't do this to this user", advice: LOOK },
  Unprocessable: { treatment: "final", means: "the service can't do this to this user", advice: LOOK },
  Forbidden: { treatment: "final", means: "not allowed for this user", advice: NOT_ALLOWED },
  AccessDenied: { treatment: "final", means: "not allowed for this user", advice: NOT_ALLOWED },
  Unauthorized: { treatment: "final", means: "not allowed for this user", advice: NOT_ALLOWED },
  ResourceLimitExceeded: {
    treatment: "final",
    means: "a quota is used up, such as that of a license",
    advice: "Take the license from somebody who does not need it, or get more of them; then run it again.",
  },
  VoiceConnectorGroupAssociationsExist: {
    treatment: "final",
    means: "a voice connector group hangs on the user",
    advice: "Take the user out of the voice connector group, then run it again.",
  },
  PhoneNumberAssociationsExist: {
    treatment: "final",
    means: "a phone number hangs on the user",
    advice: "Take the phone number from the user (aws chime disassociate-phone-number-from-user), then run it again.",
  },
};

/** The code that stands for an invitation that the service could not send. */
export const INVITE_FAILED = "InviteFailed";

/** The code that stands for an invitation that was asked for, and that the answer does not have. */
export const INVITE_MISSING = "InviteMissing";

/** What is done about codes of our own: the service gives none for an invitation. */
export const INVITE_ERRORS: Readonly<Record<typeof INVITE_FAILED | typeof INVITE_MISSING, UserErrorRow>> = {
  [INVITE_FAILED]: {
    treatment: "final",
    means: "the service could not send the invitation",
    advice: "Correct the user's address, or invite the user by hand; then run it again.",
  },
  [INVITE_MISSING]: {
    treatment: "look",
    means: "the service's answer has no invitation for this address",
    advice: "Run it again; where it comes back, invite the user by hand.",
    mayBeDone: true,
  },
};

const ROWS: ReadonlyMap<string, UserErrorRow> = new Map(Object.entries({ ...USER_ERRORS, ...INVITE_ERRORS }));

/** Stands for an answer that got lost after a request that must not simply be repeated. */
export const ANSWER_LOST = "AnswerLost";

/** What is done about a code; one that AWS has added since is final. */
export function treatmentOf(code: string): Treatment {
  return ROWS.get(code)?.treatment ?? "final";
}

/** What a person can do about a code, also about one that AWS has added since. */
export function adviceFor(code: string): string {
  return ROWS.get(code)?.advice ?? LOOK;
}

/** Whether a user with this code may be changed all the same. */
export function mayBeDone(code: string): boolean {
  return ROWS.get(code)?.mayBeDone === true;
}
