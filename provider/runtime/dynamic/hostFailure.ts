import type { InputFailure } from "../../lifecycle/parseInputs";
import { decodeIdentity } from "./identity";

/** The engine prints the whole value of the property that a failure names. Longer values than this are not named. */
const VALUE_CHARACTERS = 200;

/**
 * A check failure for the engine. The reason says which argument is meant and shows its value shortened; where the
 * engine would print thousands of users beside it, or a secret, the failure is one of the resource as a whole.
 */
export function toHostFailure(failure: InputFailure, news: Readonly<Record<string, unknown>>): InputFailure {
  const { reason, property } = failure;
  const value = JSON.stringify(news[property]) ?? "";
  const hidden = value.length > VALUE_CHARACTERS || decodeIdentity(news).secretArguments.includes(property);
  if (!hidden) return { reason, property };
  return { reason: reason.startsWith(property) ? reason : `${property}: ${reason}`, property: "" };
}
