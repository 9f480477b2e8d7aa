import { isRecord } from "../../lifecycle/arguments/record";
import type { Kind } from "../../lifecycle/kind";
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

/** The entries of a list or a map of users whose user, and what the user is to have, are known. */
export function listedEntries({ listingForm: { shape } }: Kind, listing: unknown): ListedEntry[] {
  const said = (written: unknown): string | undefined => textOf(isRecord(written) ? written[shape.member] : written);
  if (Array.isArray(listing)) {
    if (shape.type === "map") return [];
    return listing.flatMap((written, at): ListedEntry[] => {
      const user = said(written);
      return user === undefined ? [] : [{ key: toUserKey(user), at, written, value: shape.value }];
    });
  }
  if (!isRecord(listing) || shape.type === "list") return [];
  return Object.entries(listing).flatMap(([at, written]): ListedEntry[] => {
    const value = said(written);
    return value === undefined ? [] : [{ key: toUserKey(at), at, written, value }];
  });
}
