import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { emailOf, idOf, range } from "../../../test/support/people";

/** Many accounts of one size. */
export interface Fleet {
  readonly accounts: number;
  readonly usersOfEach: number;
}

/** The ID of the i-th account of a fleet. */
export function accountIdOf(i: number): string {
  return `f1ee7000-aaaa-4bbb-8ccc-${String(i).padStart(12, "0")}`;
}

/** Writes a seed for the local server, an account at a time: as one text it would be too long. */
export async function writeSeed(file: string, { accounts, usersOfEach }: Fleet): Promise<void> {
  const out = createWriteStream(file);
  out.write('{"accounts": [');
  for (const i of range(0, accounts)) {
    const users = range(0, usersOfEach).map((user) => ({
      UserId: idOf(user),
      PrimaryEmail: emailOf(user),
      LicenseType: "Basic",
    }));
    const account = { AccountId: accountIdOf(i), Name: `Account ${i}`, AccountType: "EnterpriseLWA", Users: users };
    if (!out.write(`${i === 0 ? "" : ","}${JSON.stringify(account)}`)) await once(out, "drain");
  }
  out.end("]}\n");
  await once(out, "close");
}
