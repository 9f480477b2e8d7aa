import { isRecord } from "../../lifecycle/arguments/record";
import type { Kind } from "../../lifecycle/kind";
import { SUSPENDED } from "../../model/standing";
import { toUserKey, type UserKey } from "../../model/userKey";

/** One entry of the argument that lists users, as it stands in the inputs. */
export interface ListedEntry {
  readonly key: UserKey;
  /** Its place: an index of a list, a key of a map. */
  readonly at: string | number;
  /** What stands there: a text, or an object with what else is said of the user. */
  readonly written: unknown;
  /** What the user is to have. */
  readonly value: string;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The user of an entry of `users`: a text, or an object with the member `user`. */
function userOf(written: unknown): string | undefined {
  return textOf(isRecord(written) ? written["user"] : written);
}

/** The license of an entry of `licenses`: a text, or an object with the member `license`. */
function licenseOf(written: unknown): string | undefined {
  return textOf(isRecord(written) ? written["license"] : written);
}

/** The entries of a list or a map of users whose user, and license, are known. */
export function listedEntries(kind: Kind, listing: unknown): ListedEntry[] {
  if (Array.isArray(listing)) {
    return listing.flatMap((written, at): ListedEntry[] => {
      const user = userOf(written);
      return user === undefined ? [] : [{ key: toUserKey(user), at, written, value: SUSPENDED }];
    });
  }
  if (!isRecord(listing) || !kind.listingForm.saysValues) return [];
  return Object.entries(listing).flatMap(([at, written]): ListedEntry[] => {
    const value = licenseOf(written);
    return value === undefined ? [] : [{ key: toUserKey(at), at, written, value }];
  });
}
