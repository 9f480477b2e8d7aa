import type { User } from "../../model/user";
import { pickTexts, requireText } from "../wire/answer";
import type { JsonObject } from "./operation";

const OPTIONAL = {
  primaryEmail: "PrimaryEmail",
  displayName: "DisplayName",
  licenseType: "LicenseType",
  registrationStatus: "UserRegistrationStatus",
  invitationStatus: "UserInvitationStatus",
  userType: "UserType",
};

/** Reads the User shape. Only the members named here leave it: the shape also has a PIN and a phone number. */
export function readUser(user: JsonObject): User {
  return { userId: requireText(user, "UserId"), ...pickTexts(user, OPTIONAL) };
}
