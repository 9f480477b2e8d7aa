import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type LicenseType, UserLicenseAssignment, UserSuspensionSet } from "pulumi-chime-users";

interface People {
  readonly leavers: string[];
  readonly licenses: Record<string, LicenseType>;
}

// Pull requests change people.json; the guards stand here.
const { leavers, licenses }: People = JSON.parse(readFileSync(join(__dirname, "people.json"), "utf8"));

// The account that `npx pulumi-chime-users serve` comes with. Put your own account's ID here.
const accountId = "6f1c2a4e-93b7-4d58-8e0a-51c7d9b2f360";
const protectedUsers = ["sofia.nguyen@example.com", "wei.patel@example.com"];

new UserSuspensionSet("leavers", { accountId, users: leavers, protectedUsers, maxChanges: "10%" });
new UserLicenseAssignment("licenses", { accountId, licenses, protectedUsers, maxChanges: "10%" });
