import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type LicenseType, UserLicenseAssignment } from "pulumi-chime-users";

interface Table {
  readonly departments: Record<string, LicenseType>;
  readonly people: Record<string, string>;
  readonly exceptions: Record<string, LicenseType>;
}

const table: Table = JSON.parse(readFileSync(join(__dirname, "departments.json"), "utf8"));

function licenseOf(person: string): LicenseType {
  const department = table.people[person] ?? "";
  const license = table.exceptions[person] ?? table.departments[department];
  // The assignment would refuse an undefined license too, but does not know the department.
  if (!license) throw new Error(`${person}: there is no department "${department}".`);
  return license;
}

new UserLicenseAssignment("departments", {
  // The account that `npx pulumi-chime-users serve` comes with. Put your own account's ID here.
  accountId: "6f1c2a4e-93b7-4d58-8e0a-51c7d9b2f360",
  licenses: Object.fromEntries(Object.keys(table.people).map((person) => [person, licenseOf(person)])),
  onRemoval: "Basic",
  maxChanges: "5%",
});
