/** Stands between a user ID and a mark: no ID has a control character in it. */
const BETWEEN = "\t";

/** A user ID as the state keeps it: with a mark behind it where the user's entry has a time or a reason. */
export function writeHeldId(userId: string, mark: string | undefined): string {
  return mark === undefined ? userId : `${userId}${BETWEEN}${mark}`;
}

/** Reads what `writeHeldId` wrote. */
export function readHeldId(text: string): readonly [userId: string, mark: string | undefined] {
  const at = text.indexOf(BETWEEN);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
