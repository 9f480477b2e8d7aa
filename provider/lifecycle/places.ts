import { toUserKey, type UserKey } from "../model/userKey";
import { type Context, isListingSecret } from "./context";
import { entriesOf } from "./schedule/entries";

/** Where in the program's list its users stand: what can be told of an entry whose name no message has. */
export class Places {
  readonly #byUrn = new Map<string | undefined, ReadonlyMap<UserKey, number>>();

  /** Notes a listing as the program has it. The engine keeps no order in a map: there a place would tell nothing. */
  note(context: Context, listing: unknown): void {
    const { kind, urn } = context;
    if (!isListingSecret(context) || !Array.isArray(listing)) return;
    const places = new Map<UserKey, number>();
    let at = 0;
    for (const { user } of entriesOf(kind.listingForm.shape, listing)) {
      if (typeof user === "string") places.set(toUserKey(user), at);
      at += 1;
    }
    this.#byUrn.set(urn, places);
  }

  /** The places of a resource's users, from 0 on; undefined where their names may be told, or their places are not known. */
  of(context: Context): ((key: UserKey) => number | undefined) | undefined {
    const places = isListingSecret(context) ? this.#byUrn.get(context.urn) : undefined;
    return places && ((key) => places.get(key));
  }
}
