import type { Foreseen, Scope } from "../lifecycle/foreseen";
import { claimHash } from "../model/claimHash";
import type { Offer } from "../model/neighbours";
import { placeInUrn } from "../model/urn";
import { isEmailAddress, type UserKey } from "../model/userKey";
import type { ToldRegister } from "./toldRegister";

/** What a resource has of a user who moves away from it, as the preview writes it down: hashes stand for the user. */
interface Moving {
  readonly urn: string;
  /** Stands for the user's ID. */
  readonly user: string;
  readonly value: string;
  readonly before?: string;
}

/** What the preview has written down, by what stands for a user. */
interface Known {
  readonly moving: ReadonlyMap<string, Moving>;
  /** By user and resource: the place of the one that lists the user. */
  readonly listed: ReadonlyMap<string, string>;
  /** What stands for resources that are made. */
  readonly made: ReadonlySet<string>;
}

const NOTHING: Known = { moving: new Map(), listed: new Map(), made: new Set() };

/** A line that the preview has written; what is still being written, or was cut off, says nothing. */
function readLine(text: string): [hash: string, what: Moving | string | true][] {
  const at = text.indexOf(" ");
  try {
    return [[text.slice(0, at), JSON.parse(text.slice(at + 1))]];
  } catch {
    return [];
  }
}

function readKnown(lines: readonly string[]): Known {
  const moving = new Map<string, Moving>();
  const listed = new Map<string, string>();
  const made = new Set<string>();
  for (const [hash, what] of lines.flatMap(readLine)) {
    if (what === true) made.add(hash);
    else if (typeof what === "string") listed.set(hash, what);
    else moving.set(hash, what);
  }
  return { moving, listed, made };
}

/** What the preview of a run has found out of users who move, by what it leaves to the update. */
export function createForeseen(register: ToldRegister): Foreseen {
  let known: Known | undefined;
  let lines: string[] = [];
  /** Stands for a user, so that nobody's name is written down; by `place` for one resource alone. */
  const hashOf = (scope: Scope, user: UserKey, place: string = ""): string =>
    claimHash(`${register.run}\n${place}`, { ...scope, user });
  const placeHash = (resource: Scope["resource"], place: string): string =>
    hashOf({ resource, accountId: "" }, "", place);
  const write = (line: string): void => {
    // A plan asks about each of its users: they are written at once.
    if (lines.length === 0) {
      setImmediate(() => {
        register.leave(lines);
        lines = [];
      });
    }
    lines.push(line);
  };
  const read = (): Known => {
    const left = known ? undefined : register.left();
    if (left) known = readKnown(left);
    return known ?? NOTHING;
  };
  return {
    noteMoving(scope, urn, names, { userId, value, before }) {
      if (register.isPreview === false) return;
      const moving: Moving = { urn, user: hashOf(scope, userId), value, ...(before === undefined ? {} : { before }) };
      for (const name of new Set([...names, userId])) write(`${hashOf(scope, name)} ${JSON.stringify(moving)}`);
    },
    noteListed(scope, urn, names, place) {
      if (register.isPreview === false) return;
      const own = placeInUrn(urn);
      for (const name of names) write(`${hashOf(scope, name, own)} ${JSON.stringify(place)}`);
    },
    listerOf(scope, urn, names) {
      const { listed } = read();
      if (listed.size === 0) return undefined;
      const own = placeInUrn(urn);
      for (const name of names) {
        const place = listed.get(hashOf(scope, name, own));
        if (place !== undefined) return place;
      }
      return undefined;
    },
    noteMade(resource, urn) {
      if (register.isPreview !== false) write(`${placeHash(resource, placeInUrn(urn))} true`);
    },
    isMade(resource, place) {
      return read().made.has(placeHash(resource, place));
    },
    moving(scope, names) {
      const { moving } = read();
      if (moving.size === 0) return [];
      const byHash = new Map(names.map((name) => [hashOf(scope, name), name]));
      return [...byHash].flatMap(([hash, name]): [UserKey, Offer][] => {
        const one = moving.get(hash);
        // Who goes by an address alone is known once the user was looked at.
        const userId = one && byHash.get(one.user);
        if (one === undefined || userId === undefined || isEmailAddress(userId)) return [];
        const { urn, value, before } = one;
        const holding = { userId, value, ...(before === undefined ? {} : { before }) };
        return [[name, { urn, holding, isRefreshed: true, releasedTo: undefined }]];
      });
    },
  };
}
