import { LicenseType } from "../../model/licenseType";
import type { Words } from "./shape";

const LICENSES = Object.values(LicenseType) as [LicenseType, ...LicenseType[]];

export const LICENSE_TYPE: Words<LicenseType> = {
  name: "LicenseType",
  what: "A license of the service.",
  words: LICENSES,
};

export const MISSING_USERS: Words<"fail" | "warn"> = {
  name: "MissingUsers",
  what: "What to do about a listed user whom the account does not have.",
  words: ["fail", "warn"],
};

export const SUSPENSION_REMOVAL: Words<"restore" | "unsuspend" | "retain"> = {
  name: "SuspensionRemoval",
  what: "What happens to a user who leaves a suspension set.",
  words: ["restore", "unsuspend", "retain"],
};

export const LICENSE_REMOVAL: Words<"restore" | "retain" | LicenseType> = {
  name: "LicenseRemoval",
  what: "What happens to a user who leaves a license assignment.",
  words: ["restore", "retain", ...LICENSES],
};

export const TEAM_ACCOUNT: Words<"refuse" | "disassociate"> = {
  name: "TeamAccount",
  what: "What to do on a Team account, where suspending removes users.",
  words: ["refuse", "disassociate"],
};
