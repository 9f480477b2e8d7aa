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

/** The command that has the state of a resource from the account. */
function importOf({ kind, name }: DeclaredResource, accountId: string): string {
  const written = /^[\w.-]+$/.test(name) ? name : escapeWide(JSON.stringify(name));
  return `  pulumi import chime:index:${kind.resource} ${written} ${accountId} --protect=false --generate-code=false`;
}

/** What a program begins with, as lines of comments. */
export function headOf(
  { account, userCount, suspended }: Inventory,
  resources: readonly DeclaredResource[],
  comment: string,
): string {
  const name = escapeWide(JSON.stringify(account.name));
  const count = grouped(suspended.length);
  const imports = resources.map((resource) => importOf(resource, account.accountId));
  const wayIn =
    '"pulumi up" takes everybody as they are and changes nobody. So does this before it, which brings a stack\'s state from the account:';
  const lines = [
    `What ${name} had when "pulumi-chime-users export" wrote this: ${countOf(userCount, "user")}, ${count} of them suspended.`,
    ...(imports.length === 0
      ? []
      : [
          wayIn,
          ...imports,
          'The "pulumi up" after that writes the guard, maxChanges, into the state, and nothing else.',
        ]),
    ON_GUARDS,
  ];
  return lines.map((line) => `${comment} ${line}\n`).join("");
}
