import { type ClaimHeading, readClaimHeading } from "../model/claimHash";
import { type ClaimedTime, readClaim } from "../model/claimLine";

/** Whom one resource lists, in hashes, and when. */
export interface Lister extends ClaimHeading {
  readonly users: ReadonlyMap<string, ClaimedTime>;
}

/** The resources of a program, by their own hashes. */
export type Listed = ReadonlyMap<string, Lister>;

/** Without the names from before that another resource of the program has by now: the engine takes none of these for an alias. */
function withoutTakenNames(listed: Listed): Listed {
  const isTaken = (alias: string, head: string): boolean => alias !== head && listed.has(alias);
  const own = ([head, lister]: readonly [string, Lister]): [string, Lister] => {
    return [head, { ...lister, aliases: lister.aliases.filter((alias) => !isTaken(alias, head)) }];
  };
  return new Map([...listed].map(own));
}

/** Reads what a file of claims says. */
export function parseListed(text: string): Listed {
  const listed = new Map<string, Lister>();
  let users = new Map<string, ClaimedTime>();
  for (const line of text.split("\n")) {
    const heading = readClaimHeading(line);
    if (heading) {
      users = new Map();
      listed.set(heading.head, { ...heading, users });
    } else if (line !== "") users.set(...readClaim(line));
  }
  return withoutTakenNames(listed);
}

/** Whether somebody is listed, and so at a moment. */
export function countsAt(time: ClaimedTime | undefined, moment: number): boolean {
  return time !== undefined && moment >= time.from && moment < time.until;
}

/** Whether both list somebody at a moment. */
export function sharesUsers(one: Lister, other: Lister, moment: number): boolean {
  for (const [hash, time] of one.users) {
    if (countsAt(other.users.get(hash), moment) && countsAt(time, moment)) return true;
  }
  return false;
}

/** What a file has of a resource, under the name that it has now or one from before: a deletion may be told an old one. */
export function findResource(listed: Listed, head: string): Lister | undefined {
  return listed.get(head) ?? [...listed.values()].find(({ aliases }) => aliases.includes(head));
}
