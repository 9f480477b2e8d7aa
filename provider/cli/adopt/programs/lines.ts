import type { Inventory, NamedUser } from "../../../lifecycle/inventory/takeInventory";
import { countOf, grouped } from "../../../model/names";
import { escapeWide, quoteWide } from "../../printable";
import { type DeclaredResource, ON_GUARDS } from "../resources";

/** Who is meant where the program has an ID, which tells a reader nothing; empty where it has the address. */
function remarkOn({ name, user }: NamedUser): string {
  const { primaryEmail, displayName } = user;
  const who = name === user.userId ? [displayName, primaryEmail].filter((text) => text !== undefined) : [];
  return who.map((text) => quoteWide(text)).join(", ");
}

/** A line for each user: what stands for the user in the language, and behind it, as a comment, who that is. */
export function linesOf(
  { users }: DeclaredResource,
  comment: string,
  write: (name: string, license: string) => string,
): string {
  const lines = users.map((entry) => {
    const remark = remarkOn(entry);
    const line = write(entry.name, entry.license ?? "");
    return remark === "" ? line : `${line} ${comment} ${remark}`;
  });
  return lines.map((line) => `${line}\n`).join("");
}

/** What a program begins with, as lines of comments. */
export function headOf({ account, userCount, suspended }: Inventory, comment: string): string {
  const name = escapeWide(JSON.stringify(account.name));
  const count = grouped(suspended.length);
  return `${comment} What ${name} had when "pulumi-chime-users export" wrote this: ${countOf(userCount, "user")}, ${count} of them suspended.
${comment} "pulumi import" with the ID of the account makes a stack's state of it; the first "pulumi up" adds maxChanges to it and changes nobody.
${comment} ${ON_GUARDS}
`;
}
