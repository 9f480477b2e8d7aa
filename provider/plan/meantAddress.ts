/** An address of the account that may be meant by another one, and whether the program lists that user, too. */
export interface MeantAddress {
  readonly address: string;
  readonly isListed: boolean;
}

/** Several addresses may be as near; more than these are no help. */
const MEANT_SHOWN = 3;

/** Who may be meant, for whoever has to correct an address: never one of those that are less near than a listed one. */
export function sayMeant(meant: readonly MeantAddress[]): string {
  const names = meant.map(({ address }) => address);
  const [only] = names;
  if (only === undefined || names.length > MEANT_SHOWN) return "";
  const listed = meant.filter(({ isListed }) => isListed).length;
  if (listed === 0) return ` (did you mean ${names.join(" or ")}?)`;
  // Of a listed one and another that is as near it is not known whether anybody is meant who is not listed yet.
  return names.length === 1 ? ` (nearest is ${only}, which is listed already)` : "";
}
