import type { UserKey } from "../model/userKey";
import type { Declaration } from "./declaration";
import type { State } from "./state";
import { namesOfHolding } from "./tellLost";

/** A resource by its state, and as the program declares it. */
export interface Compared {
  readonly state: Pick<State, "ledger">;
  readonly declaration: Pick<Declaration, "desired">;
}

/**
 * What users are by the state of a resource that has no reason to look at them, by each of their names: the program declares the same, and
 * nobody has seen anything else.
 */
export function* unaskedBy({ state, declaration }: Compared): Generator<readonly [UserKey, string], void, undefined> {
  const { holdings, drifted } = state.ledger;
  for (const [key, holding] of holdings) {
    if (declaration.desired.get(key) !== holding.value || drifted.has(key)) continue;
    for (const name of namesOfHolding(key, holding)) yield [name, holding.value];
  }
}
