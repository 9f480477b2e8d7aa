import { LISTING_NAMES } from "../../model/resourceName";

/** How the engine's protocol writes a secret: fixed by it, as `unknownValue` is. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** What a provider makes of a listing beside the listing itself: times, reasons, and when the next of them is due. */
const MADE_OF_LISTING = ["schedule", "windows", "nextChange"] as const;

const LISTINGS: readonly unknown[] = LISTING_NAMES;

/** What it makes of all of them: what was kept on other accounts, whose IDs stand there too. It is hardly ever there. */
const MADE_OF_ANY = "replaced";

/**
 * Marks as secret a listing that the program has marked so, or a license in it, and what is made of it. The engine carries over
 * by itself what has the name of something secret, and no more: a user whom the program names in other letters has another.
 */
export function markSecret(props: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { __secrets: secrets } = props;
  if (!Array.isArray(secrets) || secrets.length === 0) return { ...props };
  const listings = secrets.filter((name) => LISTINGS.includes(name));
  const names = listings.length === 0 ? [] : [...listings, ...MADE_OF_LISTING];
  const marked = [...names, MADE_OF_ANY]
    .filter((name) => props[name] !== undefined)
    .map((name) => [name, { [SIGNATURE]: SECRET, value: props[name] }]);
  return { ...props, ...Object.fromEntries(marked) };
}
