import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Provider, UserSuspensionSet } from "pulumi-chime-users";

interface Account {
  readonly accountId: string;
  readonly profile: string;
  readonly leavers: string[];
}

const accounts: Record<string, Account> = JSON.parse(readFileSync(join(__dirname, "accounts.json"), "utf8"));

for (const [name, { accountId, profile, leavers }] of Object.entries(accounts)) {
  // The profile has the credentials and the endpoint.
  const provider = new Provider(name, { profile });
  new UserSuspensionSet(`leavers-${name}`, { accountId, users: leavers, maxChanges: "50%" }, { provider });
}
