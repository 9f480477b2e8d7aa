import { ACCOUNT_ID, keyOf, type Name, spell, type Value } from "./people";

export type KindName = "UserSuspensionSet" | "UserLicenseAssignment";

/** One resource of a program. */
export interface Declared {
  readonly name: string;
  readonly kind: KindName;
  /** Whom it lists, and what they are to have: for a set always `suspended`. */
  readonly listing: readonly (readonly [Name, Value])[];
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
  const { kind, listing, exclusive, onRemoval, protectedUsers, maxChanges, missingUsers, teamAccount } = declared;
  const entries = listing.map(([name, value]) => [spell(name), value] as const);
  const users = kind === "UserSuspensionSet" ? { users: entries.map(([name]) => name) } : {};
  const licenses = kind === "UserLicenseAssignment" ? { licenses: Object.fromEntries(entries) } : {};
  return {
    accountId: ACCOUNT_ID,
    ...users,
    ...licenses,
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
  return { ...declared, listing: [], exclusive: false };
}
