import { countOf, listNames } from "../model/names";
import { namesWithPlaces } from "../plan/missingUsers";
import { isListingSecret, type Work } from "./context";
import { describeResource } from "./describeResource";

/**
 * Warns of listed users who were not in the account when that was looked at last. Where nothing else changes no plan says so, and whoever has
 * `missingUsers` at "warn" would hear of them once.
 */
export function tellStillMissing(work: Work): void {
  const { kind, session, urn, state, declaration } = work;
  const missing = [...state.ledger.missing.keys()].filter((key) => declaration.desired.has(key));
  if (missing.length === 0) return;
  const names = namesWithPlaces(missing, { listing: kind.listing, placeOf: session.places.of(work) });
  const named = isListingSecret(work) ? "" : `: ${listNames(names)}`;
  const text = `${countOf(missing.length, "listed user")} not in the account when it was looked at last${named}. A pulumi up with --refresh does what is listed for who is there by then.`;
  session.report.warn(`${describeResource(kind, urn)}: ${text}`, urn);
}
