import { countOf, listNames, NAMES_SHOWN, quoteName } from "../model/names";
import { nearestAddresses } from "../model/nearestAddress";
import type { UserKey } from "../model/userKey";
import { userOf } from "../model/userReading";
import type { GuardRequest } from "../plan/guards";
import { sayMeant } from "../plan/meantAddress";
import { changesOf, type Plan } from "../plan/plan";
import type { PlanRequest } from "../plan/planRequest";
import { isListingSecret, type Work } from "./context";
import { describeWork } from "./describeResource";

/** What is known of users, whether that is everybody, and who may be meant. */
type Seen = Pick<PlanRequest, "observe" | "everyone"> & Pick<GuardRequest, "meantBy">;

/** The addresses of listed users who are about to be changed, and who would not be if they were protected. */
function* changedAddresses({ declaration }: Work, plan: Plan, observe: Seen["observe"]): Generator<string> {
  for (const { user } of changesOf(plan)) {
    const address = userOf(observe(user))?.primaryEmail?.toLowerCase();
    if (address !== undefined && declaration.desired.has(user)) yield address;
  }
}

function isSecret(work: Work): boolean {
  return isListingSecret(work) || work.secretArguments.includes("protectedUsers");
}

function tell({ session, urn, ...work }: Work, text: string): void {
  session.report.warn(`${describeWork({ urn, ...work })}: ${text}`, urn);
}

/** Of an account that was read whole it is known who is not there. */
function tellAbsent(work: Work, absent: readonly UserKey[], meantBy: Seen["meantBy"]): void {
  if (absent.length === 0) return;
  // Each look goes through the whole account: only those are looked up who are named.
  const names = absent.map((key, i) => `${quoteName(key)}${i < NAMES_SHOWN ? sayMeant(meantBy?.(key) ?? []) : ""}`);
  const named = isSecret(work) ? "" : `: ${listNames(names)}`;
  const what = absent.length === 1 ? "entry protects" : "entries protect";
  tell(work, `${countOf(absent.length, "protected user")} not in the account, the ${what} nobody${named}`);
}

/** Where not everybody was read, who was not looked at may well be there. */
function tellAlike(work: Work, unseen: readonly UserKey[], changed: readonly string[]): void {
  if (isSecret(work)) return;
  const alike = unseen.flatMap((key) =>
    nearestAddresses(key, changed).map((address) => `${quoteName(key)} (nearly ${address})`),
  );
  if (alike.length === 0) return;
  const text = "protectedUsers has nearly the address of a user who is about to be changed";
  tell(work, `${text}: ${listNames(alike)}. If that user is meant, correct it`);
}

/**
 * Warns of protected users whom the account does not have, as far as it was read anyway: a slip in an address switches the
 * guard off, and nobody would know. Where not everybody was read, only those are named who are nearly a listed user who is
 * about to be changed.
 */
export function tellUnprotected(work: Work, plan: Plan, { observe, everyone, meantBy }: Seen): void {
  const { declaration, state } = work;
  const readings = [...declaration.protectedUsers].sort().map((key) => ({ key, ...observe(key) }));
  const unseen = readings.filter(({ key, type }) => type !== "found" && !state.ledger.holdings.has(key));
  if (unseen.length === 0) return;
  const keysOf = (some: typeof unseen): UserKey[] => some.map(({ key }) => key);
  if (everyone) tellAbsent(work, keysOf(unseen.filter(({ type }) => type === "absent")), meantBy);
  else tellAlike(work, keysOf(unseen), [...changedAddresses(work, plan, observe)]);
}
