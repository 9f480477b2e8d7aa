import type { Inventory, NamedUser } from "../../lifecycle/inventory/takeInventory";
import { countOf, grouped } from "../../model/names";
import { quote } from "../printable";
import { type DeclaredResource, declareResources, ON_GUARDS, type ResourceNames } from "./resources";

/** Says who is meant where the program has an ID, which tells a reader nothing. */
function commentOn({ name, user }: NamedUser): string {
  const { primaryEmail, displayName } = user;
  const who = name === user.userId ? [displayName, primaryEmail].filter((text) => text !== undefined) : [];
  return who.length === 0 ? "" : ` // ${who.map(quote).join(", ")}`;
}

function writeResource({ kind, name, users, maxChanges }: DeclaredResource): string {
  const [open, close] = kind.listingForm.saysValues ? ["{", "}"] : ["[", "]"];
  const entries = users.map((entry) => {
    const license = entry.license === undefined ? "" : `: ${quote(entry.license)}`;
    return `    ${quote(entry.name)}${license},${commentOn(entry)}\n`;
  });
  return `new ${kind.resource}(${quote(name)}, {
  accountId,
  maxChanges: ${JSON.stringify(maxChanges)},
  ${kind.listing}: ${open}
${entries.join("")}  ${close},
});
`;
}

function writeHead({ account, userCount, suspended }: Inventory): string {
  return `// What ${quote(account.name)} had when "pulumi-chime-users export" wrote this: ${countOf(userCount, "user")}, ${grouped(suspended.length)} of them suspended.
// "pulumi-chime-users import" makes a stack's state of it, so that the first "pulumi up" changes nothing.
// ${ON_GUARDS}
const accountId = ${quote(account.accountId)};
`;
}

/** A Pulumi program in TypeScript that declares an account as it is, one user a line. */
export function writeProgram(inventory: Inventory, names: ResourceNames): string {
  const resources = declareResources(inventory, names);
  const classes = resources.map(({ kind }) => kind.resource).sort();
  const head = writeHead(inventory);
  if (classes.length === 0) return `${head}\n// Nobody is suspended and nobody has a license.\nexport { accountId };\n`;
  const parts = [
    `import { ${classes.join(", ")} } from "pulumi-chime-users";\n`,
    head,
    ...resources.map(writeResource),
  ];
  return parts.join("\n");
}
