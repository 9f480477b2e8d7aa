import { ACCOUNT_ID, keyOf, type Name, spell, type Value } from "./people";
import { fieldsOf, keyOfTimed, type Timed } from "./time";

export type KindName = "UserSuspensionSet" | "UserLicenseAssignment";

/** One resource of a program. */
export interface Declared {
  readonly name: string;
  readonly kind: KindName;
  /** Whom it lists now, and what they are to have: for a set always `suspended`. */
  readonly listing: readonly (readonly [Name, Value])[];
  /** Those entries of the program that have a time, whether they count now or not. */
  readonly timed?: readonly Timed[];
  /** The day as which the next of them begins or ends. */
  readonly nextChange?: number | undefined;
  readonly exclusive: boolean;
  readonly onRemoval: string;
  readonly protectedUsers: readonly Name[];
  readonly maxChanges?: number | string;
  readonly missingUsers: "fail" | "warn";
  /** `disassociate`: suspending may remove users from a Team account. */
  readonly teamAccount?: "disassociate";
}

/** Resources in the order in which the program registers them. */
export type Program = readonly Declared[];

/** The resource's identity in the stack. */
function urnOf({ kind, name }: Pick<Declared, "kind" | "name">): string {
  return `urn:pulumi:dev::people::pulumi-nodejs:dynamic/chime:${kind}::${name}`;
}

/** What the resource's class hands to the engine; what is as by default is left out. */
export function argsOf(declared: Declared): Record<string, unknown> {
  const {
    kind,
    listing,
    timed = [],
    exclusive,
    onRemoval,
    protectedUsers,
    maxChanges,
    missingUsers,
    teamAccount,
  } = declared;
  const isTimed = new Set(timed.map(keyOfTimed));
  const always = listing.filter(([name]) => !isTimed.has(keyOf(spell(name))));
  const entries = always.map(([name, value]) => [spell(name), value] as const);
  const withTime = timed.map((entry) => [spell(entry.name), entry] as const);
  const users = [...entries.map(([name]) => name), ...withTime.map(([user, entry]) => ({ user, ...fieldsOf(entry) }))];
  const licenses = Object.fromEntries([
    ...entries,
    ...withTime.map(([user, entry]) => [user, { license: entry.value, ...fieldsOf(entry) }]),
  ]);
  return {
    accountId: ACCOUNT_ID,
    ...(kind === "UserSuspensionSet" ? { users } : { licenses }),
    ...(exclusive ? { exclusive } : {}),
    ...(onRemoval === "restore" ? {} : { onRemoval }),
    ...(protectedUsers.length === 0 ? {} : { protectedUsers: protectedUsers.map(spell) }),
    ...(maxChanges === undefined ? {} : { maxChanges }),
    ...(missingUsers === "fail" ? {} : { missingUsers }),
    ...(teamAccount ? { teamAccount } : {}),
    __urn: urnOf(declared),
  };
}

/** What each listed name is to have, by the key under which the resource keeps it. */
export function desiredOf({ listing }: Declared): Map<string, Value> {
  return new Map(listing.map(([name, value]) => [keyOf(spell(name)), value]));
}

/** A resource that keeps its settings and lists nobody: what `pulumi destroy` brings about. */
export function withNobody(declared: Declared): Declared {
  return { ...declared, listing: [], timed: [], exclusive: false };
}
