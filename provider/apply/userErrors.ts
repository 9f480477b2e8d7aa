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
}

const LATER = "Run it again later.";
const NOT_ALLOWED = "Ask who administers the account and the credentials.";

/**
 * The codes that the service may give for one user of a batch, and what is done about each. AWS lists them without a
 * word on what they mean; the readings are ours.
 * {@link https://docs.aws.amazon.com/chime/latest/APIReference/API_UserError.html}
 */
export const USER_ERRORS: Readonly<Record<string, UserErrorRow>> = {
  Throttled: { treatment: "retry", means: "too many requests", advice: LATER },
  Throttling: { treatment: "retry", means: "too many requests", advice: LATER },
  ServiceFailure: { treatment: "retry", means: "a fault of the service that passes", advice: LATER },
  ServiceUnavailable: { treatment: "retry", means: "a fault of the service that passes", advice: LATER },
  Conflict: { treatment: "look", means: "something else changed the user", advice: LATER },
  PreconditionFailed: { treatment: "look", means: "the user is not in a state for it", advice: LATER },
  NotFound: { treatment: "look", means: "no such user in the account", advice: "Check the user and the account." },
  BadRequest: { treatment: "final", means: "the service can't do this to this user", advice: "Check the user." },
  Unprocessable: { treatment: "final", means: "the service can't do this to this user", advice: "Check the user." },
  Forbidden: { treatment: "final", means: "not allowed for this user", advice: NOT_ALLOWED },
  AccessDenied: { treatment: "final", means: "not allowed for this user", advice: NOT_ALLOWED },
  Unauthorized: { treatment: "final", means: "not allowed for this user", advice: NOT_ALLOWED },
  ResourceLimitExceeded: {
    treatment: "final",
    means: "a quota is used up, such as that of a license",
    advice: "Free some of the quota.",
  },
  VoiceConnectorGroupAssociationsExist: {
    treatment: "final",
    means: "a voice connector group hangs on the user",
    advice: "Remove the user from the voice connector group.",
  },
  PhoneNumberAssociationsExist: {
    treatment: "final",
    means: "a phone number hangs on the user",
    advice: "Remove the user's phone number.",
  },
};

/** Stands for an answer that got lost after a request that must not simply be repeated. */
export const ANSWER_LOST = "AnswerLost";

/** What is done about a code; one that AWS has added since is final. */
export function treatmentOf(code: string): Treatment {
  return Object.hasOwn(USER_ERRORS, code) ? (USER_ERRORS[code]?.treatment ?? "final") : "final";
}

/** What a person can do about a code; empty for one that is not known. */
export function adviceFor(code: string): string {
  return Object.hasOwn(USER_ERRORS, code) ? ` ${USER_ERRORS[code]?.advice}` : "";
}
