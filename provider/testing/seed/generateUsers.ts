import { FAMILY_NAMES, GIVEN_NAMES } from "./peopleNames";
import type { UserSeed } from "./seedShapes";

/**
 * Makes users with realistic names and addresses at example.com, always the same ones for the same count: the first ten of
 * twenty are the same as those of ten. Every third has the license Basic, the others Pro; every twentieth is suspended where
 * `suspended` is `"some"` (default `"none"`).
 *
 * @param count How many; a whole number from 0.
 * @param options Whether some of them are suspended.
 * @example
 * ```ts
 * const server = await startChimeServer({ accounts: [{ AccountType: "EnterpriseLWA", Users: generateUsers(10_000) }] });
 * ```
 */
export function generateUsers(
  count: number,
  options: {
    /** Whether every twentieth is suspended. */
    readonly suspended?: "none" | "some";
  } = {},
): UserSeed[] {
  return Array.from({ length: count }, (_, index) => {
    const isSuspended = options.suspended === "some" && index % 20 === 7;
    return {
      ...person(index),
      LicenseType: index % 3 === 2 ? "Basic" : "Pro",
      UserRegistrationStatus: isSuspended ? "Suspended" : "Registered",
      RegisteredOn: new Date(Date.UTC(2019, 0, 7, 9, 0, 0) + index * 5_400_000).toISOString(),
    };
  });
}

/** The name and address of the n-th person. The steps only mix the order. */
function person(index: number): { readonly PrimaryEmail: string; readonly DisplayName: string } {
  const pairs = GIVEN_NAMES.length * FAMILY_NAMES.length;
  const given = GIVEN_NAMES[(index * 29) % GIVEN_NAMES.length] ?? "";
  const family = FAMILY_NAMES[(index * 37) % FAMILY_NAMES.length] ?? "";
  const round = Math.floor(index / pairs);
  const local = `${plain(given)}.${plain(family)}${round === 0 ? "" : round + 1}`;
  return { PrimaryEmail: `${local}@example.com`, DisplayName: `${given} ${family}` };
}

/** A name in the letters of an address: accents go, and so does everything that is not a letter. */
function plain(name: string): string {
  return name
    .normalize("NFD")
    .replaceAll("ı", "i")
    .replaceAll("ø", "o")
    .replace(/[^a-zA-Z]/g, "")
    .toLowerCase();
}
