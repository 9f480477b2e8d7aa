import { isRecord } from "../../lifecycle/arguments/record";
import { HIDDEN } from "../../model/hiddenArguments";
import { LISTING_NAMES } from "../../model/resourceName";

/** How the engine's protocol writes a secret: fixed by it, as `unknownValue` is. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** What a provider makes of a listing beside the listing itself: times, reasons, and when the next of them is due. */
const MADE_OF_LISTING = ["schedule", "windows", "nextChange"] as const;

const LISTINGS: readonly unknown[] = LISTING_NAMES;

/** What it makes of all of them: what was kept on other accounts, whose IDs stand there too. It is hardly ever there. */
const MADE_OF_ANY = "replaced";

/** The notes of users who have moved: secret also where it is by now another listing, in clear, that they stand beside. */
const NOTES = "moved";

function hasSecretNotes(notes: unknown): boolean {
  return Array.isArray(notes) && notes.some((note) => isRecord(note) && note["secret"] === true);
}

/** Which properties are secret because the program has marked arguments so. */
function madeOf(secrets: unknown): string[] {
  if (!Array.isArray(secrets) || secrets.length === 0) return [];
  const listings = secrets.filter((name) => LISTINGS.includes(name));
  return [...listings, ...(listings.length === 0 ? [] : MADE_OF_LISTING), MADE_OF_ANY];
}

/**
 * Marks as secret a listing that the program has marked so, or a license in it, and what is made of it. The engine carries over
 * by itself what has the name of something secret, and no more: a user whom the program names in other letters has another.
 */
export function markSecret(props: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = [...madeOf(props[HIDDEN.secrets]), ...(hasSecretNotes(props[NOTES]) ? [NOTES] : [])];
  const marked = names
    .filter((name) => props[name] !== undefined)
    .map((name) => [name, { [SIGNATURE]: SECRET, value: props[name] }]);
  return { ...props, ...Object.fromEntries(marked) };
}
