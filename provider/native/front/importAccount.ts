import { describeAbsent } from "../../lifecycle/accountReading";
import { adopt } from "../../lifecycle/adopt";
import type { Context } from "../../lifecycle/context";
import { describeResource } from "../../lifecycle/describeResource";
import { listingOf } from "../../lifecycle/inventory/listingOf";
import { type LeftOut, takeInventory } from "../../lifecycle/inventory/takeInventory";
import { describeViolation } from "../../lifecycle/reconcile";
import type { Props, State } from "../../lifecycle/state";
import { unlessCancelled } from "../../lifecycle/unlessCancelled";
import { countOf } from "../../model/names";
import { findAccountViolations } from "../../plan/guards";

/** A resource that declares what an account has. */
export interface Imported {
  readonly id: string;
  /** The arguments by which a program would declare it. */
  readonly args: Props;
  readonly state: State;
}

/** The account in what a person gives as the ID: it, or the ID of a resource on it. */
function accountIn(id: string): string {
  return id.replace(/:[0-9a-f]{8}$/, "");
}

function tellLeftOut({ kind, session, urn }: Context, { resource, why, users }: LeftOut): void {
  if (resource !== undefined && resource !== kind.resource) return;
  session.report.warn(`${describeResource(kind, urn)}: left out: ${countOf(users.length, "user")} ${why}.`, urn);
}

/**
 * Takes over an account as it is: all who are suspended, or all licenses, each as found so. Throws where the account can't
 * be read, or where no resource could keep its users.
 */
export function importAccount(context: Context, id: string): Promise<Imported> {
  return unlessCancelled(context, () => importNow(context, id));
}

async function importNow(context: Context, id: string): Promise<Imported> {
  const { kind, session, urn, signal } = context;
  const accountId = accountIn(id);
  const reader = await session.reader(accountId);
  const answer = await reader.account(signal);
  if (answer.type === "absent") {
    const text = `${describeAbsent(accountId, answer)} The ID to import by is that of a Chime account. Check it and the AWS profile.`;
    throw new Error(`${describeResource(kind, urn)}: ${text}`);
  }
  const { account } = answer;
  const violations = findAccountViolations(account);
  if (violations.length > 0)
    throw new Error(`${describeResource(kind, urn)}: ${violations.map(describeViolation).join("\n")}`);
  await reader.read({ keys: [], whole: true, signal });
  const inventory = takeInventory({ account, users: [...(reader.everyone() ?? [])] });
  for (const left of inventory.leftOut) tellLeftOut(context, left);
  const args = { accountId, [kind.listing]: listingOf(kind.resource, inventory) };
  const { id: adopted, state } = await adopt(kind, session, args);
  return { id: adopted, args, state };
}
