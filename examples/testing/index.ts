import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type LicenseType, UserLicenseAssignment, UserSuspensionSet } from "pulumi-chime-users";

interface People {
  readonly leavers: string[];
  readonly hosts: string[];
}

const { leavers, hosts }: People = JSON.parse(readFileSync(join(__dirname, "people.json"), "utf8"));

// The account that `npx pulumi-chime-users serve` comes with. Put your own account's ID here.
const accountId = "6f1c2a4e-93b7-4d58-8e0a-51c7d9b2f360";

const staying = hosts.filter((host) => !leavers.includes(host));
const licenses = Object.fromEntries(staying.map((host): [string, LicenseType] => [host, "Pro"]));

const suspensions = new UserSuspensionSet("leavers", { accountId, users: leavers, maxChanges: "10%" });
const assignment = new UserLicenseAssignment("hosts", { accountId, licenses, maxChanges: "10%" });

export const suspended = suspensions.userIds;
export const licensed = assignment.userIds;
