import { decodeState } from "../../lifecycle/state";
import { isEmailAddress } from "../../model/userKey";
import { kindOf } from "./kindOf";
import type { Preview, PreviewStep } from "./readPreview";
import { planOf } from "./said";

/** Which address belongs to which user ID, as far as a preview tells. */
export interface KnownAddresses {
  /** All names that a user of an account is known by who goes by this one, in lower case, itself among them. */
  namesOf(accountId: string, name: string): string[];
}

/** The account that a resource is about once the preview is carried out, or was before. */
export function accountOf({ oldState, newState }: PreviewStep): string {
  return String(newState?.inputs["accountId"] ?? oldState?.outputs["accountId"]);
}

type Pair = readonly [userId: string, address: string];

/** The users whom a state has by address, or with one. */
function pairsInStates(step: PreviewStep): Pair[] {
  const kind = kindOf(step.urn);
  if (!kind) return [];
  return [step.oldState, step.newState].flatMap((state) => {
    const { holdings } = decodeState(kind, state?.outputs ?? {}).ledger;
    return [...holdings].flatMap(([key, { userId, email }]): Pair[] => {
      const address = isEmailAddress(key) ? key : email;
      return address === undefined || isEmailAddress(userId) ? [] : [[userId, address.toLowerCase()]];
    });
  });
}

/** A message names a user who is listed by ID with the address behind it: `id (address)`. */
function pairsSaid({ diagnostics }: Preview, urn: string): Pair[] {
  const groups = diagnostics.filter((said) => said.urn === urn).flatMap((said) => planOf(said)?.groups ?? []);
  return groups.flatMap(({ names }) =>
    names.flatMap((name): Pair[] => {
      const [, id, address] = /^(\S+) \(([^\s;]+@[^\s;]+)(?:; .*)?\)$/s.exec(name) ?? [];
      return id === undefined || address === undefined ? [] : [[id, address.toLowerCase()]];
    }),
  );
}

/** Reads from all of a preview whose address is whose: what one resource tells holds for all of its account. */
export function knownAddresses(preview: Preview): KnownAddresses {
  const known = new Map<string, Set<string>>();
  const add = (accountId: string, name: string, other: string): void => {
    const place = `${accountId} ${name}`;
    known.set(place, (known.get(place) ?? new Set()).add(other));
  };
  for (const step of preview.steps.filter(({ urn }) => kindOf(urn))) {
    const accountId = accountOf(step);
    for (const [userId, address] of [...pairsInStates(step), ...pairsSaid(preview, step.urn)]) {
      add(accountId, userId, address);
      add(accountId, address, userId);
    }
  }
  return { namesOf: (accountId, name) => [name, ...(known.get(`${accountId} ${name}`) ?? [])] };
}
