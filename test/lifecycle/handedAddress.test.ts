import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import type { ResourceName } from "../../provider/model/resourceName";
import { type Chime, withChime } from "../support/chime";
import { FRONTS, type Front, startHost } from "../support/fronts";
import { ACCOUNT, emailOf, idOf } from "../support/people";
import type { Props } from "../support/providerHost";

/** What has become of the address of a person: "a" lists the person by it, and then "b" does. */
type Address = "kept" | "given to somebody else" | "nobody's";

interface Scene {
  readonly resource: ResourceName;
  readonly first: "a" | "b";
  readonly addresses: Readonly<Record<number, Address>>;
  /** Whether they were suspended by others to whom addresses were given. */
  readonly suspendsHeirs?: boolean;
}

/** What was called, said and done in the run in which the addresses move, and who is so once all is deleted. */
interface Seen {
  readonly lines: readonly string[];
  readonly said: string;
  readonly made: readonly string[];
  readonly atLast: readonly string[];
}

/** Who has the address of a person by now to whom it was given. */
const heirOf = (person: number): number => person + 4;

function change(chime: Chime, { addresses, suspendsHeirs }: Scene): void {
  for (const person of Object.keys(addresses).map(Number)) {
    if (addresses[person] === "kept") continue;
    chime.server.changeUser(ACCOUNT, idOf(person), { PrimaryEmail: `other.${person}@example.com` });
    if (addresses[person] !== "given to somebody else") continue;
    chime.server.changeUser(ACCOUNT, idOf(heirOf(person)), { PrimaryEmail: emailOf(person) });
    if (suspendsHeirs) chime.server.suspend(ACCOUNT, [idOf(heirOf(person))]);
  }
}

/** A state that keeps users, whom the resource has made so. */
function stateOf(value: string, before: string, users: Readonly<Record<string, string>>): Props {
  return { stateVersion: 1, accountId: ACCOUNT, holdings: { [value]: { [before]: users } }, failures: [] };
}

/** Moves addresses from "a" to "b" in one process, and deletes both in another. */
async function moveAddresses(front: Front, scene: Scene): Promise<Seen> {
  const { resource, addresses, first } = scene;
  const people = Object.keys(addresses).map(Number);
  const all = [...people, 9];
  const isSet = resource === "UserSuspensionSet";
  let seen: Seen | undefined;
  await withChime([{ people: 10, ...(isSet ? { suspended: all } : { pro: all }) }], async (chime) => {
    const made = (): string[] => {
      const everybody = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(idOf);
      return isSet ? chime.suspended() : everybody.filter((id) => chime.licenseOf(id) === "Pro");
    };
    change(chime, scene);
    const listing = (users: readonly string[]): Props =>
      isSet ? { users } : { licenses: Object.fromEntries(users.map((user) => [user, "Pro"])) };
    const [value, before] = isSet ? ["suspended", "active"] : ["Pro", "Basic"];
    const listed = { a: [], b: [...people.map(emailOf), idOf(9)] };
    const states = {
      a: stateOf(value, before, Object.fromEntries(people.map((one) => [emailOf(one).toLowerCase(), idOf(one)]))),
      b: stateOf(value, before, { [idOf(9)]: "" }),
    };
    const host = await startHost(front, resource, chime.environment);
    const last = await startHost(front, resource, chime.environment);
    try {
      const inputsOf = async (name: "a" | "b"): Promise<Props> => {
        host.goOnWith(name);
        const args = { accountId: ACCOUNT, missingUsers: "warn", ...listing(listed[name]) };
        const { inputs, failures } = await host.check({ accountId: ACCOUNT }, args);
        deepEqual(failures, []);
        return inputs;
      };
      const news = { a: await inputsOf("a"), b: await inputsOf("b") };
      for (const name of ["a", "b"] as const) {
        host.goOnWith(name);
        equal((await host.diff("id", states[name], news[name])).changes, true);
      }
      const updates: Promise<readonly ["a" | "b", Props]>[] = [];
      for (const name of first === "a" ? (["a", "b"] as const) : (["b", "a"] as const)) {
        host.goOnWith(name);
        await host.previewUpdate("id", states[name], news[name]);
        updates.push(host.update("id", states[name], news[name]).then((outs) => [name, outs]));
      }
      const outs = { ...states, ...Object.fromEntries(await Promise.all(updates)) };
      const said = host.said.map(({ text }) => text).join("\n");
      const [lines, then] = [chime.lines(), made()];
      for (const name of ["a", "b"] as const) {
        last.goOnWith(name);
        await last.delete("id", outs[name]);
      }
      seen = { lines, said, made: then, atLast: made() };
    } finally {
      await Promise.all([host.close(), last.close()]);
    }
  });
  if (seen === undefined) throw new Error("nothing was seen");
  return seen;
}

const LEAVES = /- person\.1@example\.com \(user ID \S*0001\)/;

for (const front of FRONTS) {
  describe(`an address that moves from one resource to another of the ${front} provider`, () => {
    const resource = "UserSuspensionSet";

    it("takes along who still has it, and is asked about once", async () => {
      for (const first of ["a", "b"] as const) {
        const seen = await moveAddresses(front, { resource, first, addresses: { 1: "kept" } });
        deepEqual([...seen.lines].sort(), ["GET GetAccount -> 200", "GET ListUsers -> 200"]);
        match(seen.said, /moves to UserSuspensionSet "b"/);
        deepEqual([seen.made, seen.atLast], [[1, 9].map(idOf), []]);
      }
    });

    for (const first of ["a", "b"] as const) {
      it(`takes nobody along where it is somebody else's by now, with "${first}" first`, async () => {
        const seen = await moveAddresses(front, { resource, first, addresses: { 1: "given to somebody else" } });
        match(seen.said, LEAVES);
        doesNotMatch(seen.said, /moves/);
        deepEqual([seen.made, seen.atLast], [[5, 9].map(idOf), []]);
      });
    }

    it("gives whoever has it now nothing of what the user before had", async () => {
      const addresses = { 1: "given to somebody else" } as const;
      const seen = await moveAddresses(front, { resource, first: "b", addresses, suspendsHeirs: true });
      match(seen.said, /already suspended when first looked at[^:]*: person\.1@example\.com/);
      deepEqual([seen.made, seen.atLast], [[5, 9].map(idOf), [idOf(5)]]);
    });

    it("takes nobody along where it is nobody's by now", async () => {
      const seen = await moveAddresses(front, { resource, first: "a", addresses: { 1: "nobody's" } });
      match(seen.said, LEAVES);
      deepEqual([seen.made, seen.atLast], [[idOf(9)], []]);
    });

    it("takes along of several those alone who still have theirs, with what they had before", async () => {
      const addresses = { 1: "kept", 2: "given to somebody else", 3: "nobody's" } as const;
      const seen = await moveAddresses(front, { resource: "UserLicenseAssignment", first: "b", addresses });
      match(seen.said, /moves to UserLicenseAssignment "b" \(1\): person\.1@example\.com/);
      deepEqual([seen.made, seen.atLast], [[1, 6, 9].map(idOf), []]);
    });
  });
}
