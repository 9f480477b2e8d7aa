import { nearestAddresses } from "../model/nearestAddress";
import type { UserKey } from "../model/userKey";
import { userOf } from "../model/userReading";
import type { MeantAddress } from "../plan/meantAddress";
import type { AccountReader } from "./accountReader";
import type { Declaration } from "./declaration";

/** The addresses that were read and that are nearest to one that the account does not have. */
export function findMeant(
  key: UserKey,
  reader: Pick<AccountReader, "addresses" | "observe">,
  { desired, schedule }: Pick<Declaration, "desired" | "schedule">,
): MeantAddress[] {
  const isListed = (name: UserKey | undefined) => name !== undefined && (desired.has(name) || schedule.has(name));
  return nearestAddresses(key, reader.addresses()).map((address) => ({
    address,
    isListed: isListed(address) || isListed(userOf(reader.observe(address))?.userId),
  }));
}
