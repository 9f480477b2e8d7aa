import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UserSuspensionSet } from "pulumi-chime-users";

const lockedOut: Record<string, string[]> = JSON.parse(readFileSync(join(__dirname, "locked-out.json"), "utf8"));

new UserSuspensionSet("locked-out", {
  // The account that `npx pulumi-chime-users serve` comes with. Put your own account's ID here.
  accountId: "6f1c2a4e-93b7-4d58-8e0a-51c7d9b2f360",
  users: Object.values(lockedOut).flat(),
  // Whoever is suspended and not in the file gets back in.
  exclusive: true,
  // Those who get back in count too.
  maxChanges: 15,
  // The people who work on the incident.
  protectedUsers: ["sofia.nguyen@example.com", "wei.patel@example.com"],
});
