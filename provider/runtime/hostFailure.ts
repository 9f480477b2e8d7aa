import type { InputFailure } from "../lifecycle/parseInputs";
import { nameOf } from "../model/names";

/**
 * A check failure for the engine, which would print the whole value of a property that is named: thousands of users, or a
 * secret. It is a failure of the resource as a whole then, and the reason itself begins with the argument.
 */
export function toHostFailure({ reason, property }: InputFailure): InputFailure {
  const isNamed = property === "" || reason.startsWith(property) || reason.startsWith(nameOf(property));
  return { reason: isNamed ? reason : `${property}: ${reason}`, property: "" };
}
