import type { Inventory } from "../../lifecycle/inventory/takeInventory";
import { escapeHidden } from "../printable";

/** JSON for people to read and for a terminal to show. */
export function writeJson(value: unknown): string {
  return `${escapeHidden(JSON.stringify(value, null, 2))}\n`;
}

/** What an account has as data, for a program to read: the arguments of both resources. */
export function writeData({ account, suspended, licensed }: Inventory): string {
  return writeJson({
    accountId: account.accountId,
    suspended: suspended.map(({ name }) => name),
    licenses: Object.fromEntries(licensed.map(({ name, license }) => [name, license])),
  });
}
