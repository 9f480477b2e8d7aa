import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RunError } from "@pulumi/pulumi";
import { type LicenseType, UserLicenseAssignment, UserSuspensionSet } from "pulumi-chime-users";

interface People {
  readonly leavers: string[];
  readonly licenses: Record<string, LicenseType>;
}

/** Reads people.json. What is wrong with its JSON is told as a sentence: Pulumi shows that, and the report, without a stack trace. */
function readPeople(): People {
  const text = readFileSync(join(__dirname, "people.json"), "utf8");
  try {
    return JSON.parse(text);
  } catch (error) {
    // It quotes what stands around the place, line breaks included.
    const message = (error as Error).message.replace(/\s+/g, " ");
    throw new RunError(
      `people.json is not valid JSON: ${message}. Correct it: often a comma is missing, or is one too many.`,
    );
  }
}

// Pull requests change people.json; the guards stand here.
const { leavers, licenses } = readPeople();

// The account that `npx pulumi-chime-users serve` comes with. Put your own account's ID here.
const accountId = "6f1c2a4e-93b7-4d58-8e0a-51c7d9b2f360";
const protectedUsers = ["sofia.nguyen@example.com", "wei.patel@example.com"];

new UserSuspensionSet("leavers", { accountId, users: leavers, protectedUsers, maxChanges: "10%" });
new UserLicenseAssignment("licenses", { accountId, licenses, protectedUsers, maxChanges: "10%" });
