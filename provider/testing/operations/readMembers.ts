import { ServiceError } from "../serviceError";
import { LICENSES, type License, USER_TYPES, type UserType } from "../shapes";
import type { JsonObject } from "./operation";

/** Reads members of a request body; a wrong one is BadRequest for the whole request, as with the API's own validation. */

function isBlank(text: string): boolean {
  return !/\S/.test(text);
}

/** A required list of at most `max` entries. An empty one is allowed: the API model gives no minimum. */
export function readList(body: JsonObject, member: string, max: number): readonly unknown[] {
  const value = body[member];
  if (!Array.isArray(value)) throw new ServiceError("BadRequest", `${member} is required and must be a list.`);
  if (value.length > max) {
    throw new ServiceError("BadRequest", `${member} must have at most ${max} entries, but has ${value.length}.`);
  }
  return value;
}

/** A user ID: any text that is not blank. */
export function readUserId(value: unknown, member: string): string {
  if (typeof value !== "string" || isBlank(value)) {
    throw new ServiceError("BadRequest", `${member} must hold user IDs that are not blank.`);
  }
  return value;
}

export function readUserIds(body: JsonObject, max: number): string[] {
  return readList(body, "UserIdList", max).map((value) => readUserId(value, "UserIdList"));
}

/** An e-mail address by the API's own loose pattern. */
export function readAddress(value: unknown): string {
  if (typeof value !== "string" || !isAddress(value)) {
    throw new ServiceError("BadRequest", "UserEmailList must hold e-mail addresses.");
  }
  return value;
}

export function isAddress(text: string): boolean {
  return /^.+@.+\..+$/.test(text);
}

export function readLicense(body: JsonObject): License | undefined {
  return readWord(body, "LicenseType", LICENSES);
}

export function readUserType(body: JsonObject): UserType | undefined {
  return readWord(body, "UserType", USER_TYPES);
}

function readWord<Word extends string>(body: JsonObject, member: string, words: readonly Word[]): Word | undefined {
  const value = body[member];
  if (value === undefined || value === null) return undefined;
  const word = words.find((known) => known === value);
  if (word === undefined) throw new ServiceError("BadRequest", `${member} must be one of ${words.join(", ")}.`);
  return word;
}
