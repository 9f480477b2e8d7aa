import type { Holding } from "../model/holding";
import { placeInUrn } from "../model/urn";
import { isEmailAddress, toUserKey, type UserKey } from "../model/userKey";
import { userOf } from "../model/userReading";
import type { Claimant, PlanRequest } from "../plan/planRequest";
import type { AccountReader } from "./accountReader";
import type { Work } from "./context";

/*
 * An entry that is an address stands for whom the resource has in its state under it, as long as that user is in the account: also where
 * the address is somebody else's by now. So who has an address by now need not be listed by it.
 */

type StandsFor = NonNullable<PlanRequest["standsFor"]>;

/** What a plan knows without it. */
type Asked = Pick<PlanRequest, "desired" | "holdings" | "claimantOf">;

/** An address by which somebody who leaves seems to be listed, and where. */
interface Seeming {
  readonly userId: string;
  readonly address: UserKey;
  readonly claimant: Claimant;
}

function addressesOf(key: UserKey, { userId, email }: Holding, reader: Pick<AccountReader, "observe">): UserKey[] {
  const seen = userOf(reader.observe(userId))?.primaryEmail;
  const names = [
    key,
    ...(email === undefined ? [] : [toUserKey(email)]),
    ...(seen === undefined ? [] : [toUserKey(seen)]),
  ];
  return [...new Set(names)].filter(isEmailAddress);
}

function* seemingIn(
  { holdings, desired, claimantOf }: Asked,
  reader: Pick<AccountReader, "observe">,
): Generator<Seeming> {
  for (const [key, holding] of holdings) {
    if (desired.has(key)) continue;
    for (const address of addressesOf(key, holding, reader)) {
      const claimant = claimantOf(address);
      if (claimant) yield { userId: holding.userId, address, claimant };
    }
  }
}

/** Whom resources have in their state under the addresses by which those who leave seem to be listed. */
async function keptUnder(
  { kind, session, declaration }: Work,
  holdings: Asked["holdings"],
  seeming: readonly Seeming[],
) {
  const addresses = seeming.flatMap(({ address, claimant }) => (claimant.name === undefined ? [] : [address]));
  const keepers =
    addresses.length === 0 ? undefined : await session.others(kind).keepers(declaration.accountId, addresses);
  return ({ address, claimant: { name, place } }: Omit<Seeming, "userId">): string | undefined => {
    // Of one that is deleted the one in its place has a state of its own, which nothing tells.
    if (name === undefined) return declaration.isDeleted ? undefined : holdings.get(address)?.userId;
    const isThere = (urn: string | undefined): boolean => urn !== undefined && placeInUrn(urn) === place;
    return keepers?.get(address)?.find(({ urn, movedTo }) => !movedTo && isThere(urn))?.holding.userId;
  };
}

/**
 * Whom entries by address stand for that seem to list somebody who leaves, and do not: another user, who is in the account. Undefined
 * where there are none.
 */
export async function findStandsFor(work: Work, asked: Asked, reader: AccountReader): Promise<StandsFor | undefined> {
  const seeming = [...seemingIn(asked, reader)];
  if (seeming.length === 0) return undefined;
  const keptUnderOf = await keptUnder(work, asked.holdings, seeming);
  const others = seeming.flatMap((one) => {
    const userId = keptUnderOf(one);
    return userId === undefined || userId === one.userId ? [] : [userId];
  });
  if (others.length === 0) return undefined;
  await reader.read({
    keys: others,
    whole: false,
    trustFailure: work.trustFailure ?? false,
    usersExpected: work.state.accountUsers,
    by: work.urn,
    signal: work.signal,
  });
  return (claimant, address) => {
    const userId = keptUnderOf({ claimant, address });
    return userId !== undefined && userOf(reader.observe(userId)) ? userId : undefined;
  };
}
