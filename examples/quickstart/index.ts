import { UserLicenseAssignment, UserSuspensionSet } from "pulumi-chime-users";

// The account that `npx pulumi-chime-users serve` comes with. Put your own account's ID here.
const accountId = "6f1c2a4e-93b7-4d58-8e0a-51c7d9b2f360";

const leavers = new UserSuspensionSet("leavers", {
  accountId,
  users: ["amara.okafor@example.com", "malik.choi@example.com"],
});

const hosts = new UserLicenseAssignment("hosts", {
  accountId,
  licenses: { "bram.hansen@example.com": "Pro", "chloe.jensen@example.com": "Basic" },
});

export const suspendedHere = leavers.suspendedHere;
export const previousLicenses = hosts.previousLicenses;
