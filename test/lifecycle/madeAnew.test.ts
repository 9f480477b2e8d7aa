import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import type { ResourceName } from "../../provider/model/resourceName";
import { type Chime, withChime } from "../support/chime";
import { FRONTS, type Front, type FrontHost, startHost } from "../support/fronts";
import { ACCOUNT, emailOf, idOf, SECOND_ACCOUNT, TEAM } from "../support/people";
import type { Props } from "../support/providerHost";

const keyOf = (i: number): string => emailOf(i).toLowerCase();

/** The user ID of whoever has the i-th address now. */
const anewOf = (i: number): string => idOf(100 + i);

const warnings = (host: FrontHost): string =>
  host.said.flatMap(({ severity, text }) => (severity === "WARNING" ? [text] : [])).join("\n");

const told = (host: FrontHost): string => host.said.map(({ text }) => text).join("\n");

/** Makes people anew, with the same address and another user ID, as somebody does by hand. */
function makeAnew(chime: Chime, accountId: string, people: Readonly<Record<number, Props>>): void {
  for (const [i, members] of Object.entries(people)) {
    chime.server.removeUser(accountId, idOf(Number(i)));
    chime.server.addUser(accountId, { UserId: anewOf(Number(i)), PrimaryEmail: emailOf(Number(i)), ...members });
  }
}

/** A resource that has changed people 1 to 4, by address, as the state has it; the third is the only one whom nobody makes anew. */
interface Story {
  readonly resource: ResourceName;
  readonly held: Props;
  /** The arguments that list some of them. */
  args(people: readonly number[]): Props;
  /** How the new ones are: 1 and 4 as declared, by somebody else; 2 otherwise. */
  readonly anew: Readonly<Record<number, Props>>;
  /** What the account has of addresses 1 to 4. */
  seen(chime: Chime, accountId?: string): unknown[];
  readonly before: unknown[];
  /** With 1 to 3 listed, after an update. */
  readonly updated: unknown[];
  /** Once the resource is deleted, with that state or with the one from before. */
  readonly deleted: unknown[];
}

const userIds = (people: readonly number[]): Props => Object.fromEntries(people.map((i) => [keyOf(i), idOf(i)]));
const usersOf = (chime: Chime, accountId = ACCOUNT): Map<string, Props> =>
  new Map(
    chime.server.account(accountId).Users.map((user) => [user.PrimaryEmail?.toLowerCase() ?? "", { ...user }] as const),
  );
const PEOPLE = [1, 2, 3, 4];

const SUSPENSIONS: Story = {
  resource: "UserSuspensionSet",
  held: { holdings: { suspended: { active: userIds(PEOPLE) } } },
  args: (people) => ({ users: people.map(keyOf) }),
  anew: {
    1: { UserRegistrationStatus: "Suspended" },
    2: { UserRegistrationStatus: "Registered" },
    4: { UserRegistrationStatus: "Suspended" },
  },
  seen: (chime, accountId) => PEOPLE.map((i) => usersOf(chime, accountId).get(keyOf(i))?.["UserRegistrationStatus"]),
  before: ["Suspended", "Registered", "Suspended", "Suspended"],
  updated: ["Suspended", "Suspended", "Suspended", "Suspended"],
  deleted: ["Suspended", "Registered", "Registered", "Suspended"],
};

const LICENSES: Story = {
  resource: "UserLicenseAssignment",
  held: { holdings: { Pro: { Basic: userIds(PEOPLE) } } },
  args: (people) => ({ licenses: Object.fromEntries(people.map((i) => [keyOf(i), "Pro"])) }),
  anew: { 1: { LicenseType: "Pro" }, 2: { LicenseType: "Plus" }, 4: { LicenseType: "Pro" } },
  seen: (chime, accountId) => PEOPLE.map((i) => usersOf(chime, accountId).get(keyOf(i))?.["LicenseType"]),
  before: ["Pro", "Plus", "Pro", "Pro"],
  updated: ["Pro", "Pro", "Pro", "Pro"],
  deleted: ["Pro", "Plus", "Basic", "Pro"],
};

/** Two accounts in which the people of the state were made anew. */
async function withPeopleMadeAnew(
  { anew, seen, before }: Story,
  story: (chime: Chime) => Promise<void>,
  type: "EnterpriseLWA" | "Team" = "EnterpriseLWA",
): Promise<void> {
  const scene = { people: 8, suspended: [3], pro: [3], type };
  await withChime([scene, { ...scene, id: SECOND_ACCOUNT }], async (chime) => {
    for (const accountId of [ACCOUNT, SECOND_ACCOUNT]) makeAnew(chime, accountId, anew);
    deepEqual(seen(chime), before);
    await story(chime);
  });
}

const stateOf = ({ held }: Story, accountId = ACCOUNT, more: Props = {}): Props => ({
  stateVersion: 1,
  accountId,
  failures: [],
  ...held,
  ...more,
});

const NEW = (i: number): RegExp =>
  new RegExp(
    `belongs to a new user now: [^\\n]*${keyOf(i)} \\(user ID ${idOf(i)} before, ${anewOf(i)} now\\).*not carried over`,
  );
const GONE = (i: number): RegExp =>
  new RegExp(`not in the account any more, nothing to take back: [^\\n]*${keyOf(i)} \\(user ID ${idOf(i)}\\)`);

/** Has one process of a front work, as each run of the engine has one. */
async function operation<T>(
  front: Front,
  { resource }: Story,
  chime: Chime,
  work: (host: FrontHost) => Promise<T>,
): Promise<T> {
  const host = await startHost(front, resource, chime.environment);
  try {
    return await work(host);
  } finally {
    await host.close();
  }
}

for (const front of FRONTS) {
  describe(`people who were made anew with the same address, by the ${front} provider`, () => {
    for (const story of [SUSPENSIONS, LICENSES]) {
      const { resource, seen, updated, deleted } = story;

      it(`of a ${resource} count as first looked at in a refresh: what is theirs is not taken back`, async () => {
        await withPeopleMadeAnew(story, async (chime) => {
          const outs = await operation(front, story, chime, async (host) => {
            const { props } = await host.read("id", stateOf(story));
            for (const i of [1, 2, 4]) match(warnings(host), NEW(i));
            doesNotMatch(warnings(host), /user ID \S*0003/);
            const { inputs } = await host.check(
              { accountId: ACCOUNT },
              { accountId: ACCOUNT, ...story.args([1, 2, 3]) },
            );
            // The first comparison after a reading is the refresh's own.
            await host.diff("id", props, inputs);
            equal((await host.diff("id", props, inputs)).changes, true);
            const after = await host.update("id", props, inputs);
            match(
              told(host),
              /not changed on leaving: already like this when first looked at \(see onRemoval\) \(1\): person\.4@/,
            );
            match(told(host), /(suspend|license Plus -> Pro) \(1\)\n/);
            const again = await host.diff("id", after, inputs);
            equal(again.changes, false, "nothing is left to do");
            return after;
          });
          deepEqual(seen(chime), updated);
          await operation(front, story, chime, (host) => host.delete("id", outs));
          deepEqual(seen(chime), deleted);
        });
      });

      it(`of a ${resource} are none of its business without a refresh, unless it comes to look at them`, async () => {
        await withPeopleMadeAnew(story, async (chime) => {
          // A failure that is left has the users looked at.
          const failures = [1, 2, 3].map((i) => ({ user: keyOf(i), userId: idOf(i), code: "Throttled", message: "" }));
          const outs = await operation(front, story, chime, async (host) => {
            const { inputs } = await host.check(
              { accountId: ACCOUNT },
              { accountId: ACCOUNT, ...story.args([1, 2, 3]) },
            );
            const held = stateOf(story, ACCOUNT, { failures });
            equal((await host.diff("id", held, inputs)).changes, true);
            const after = await host.update("id", held, inputs);
            for (const i of [1, 2]) match(warnings(host), NEW(i));
            match(warnings(host), GONE(4));
            match(told(host), /gone from the account, nothing to undo \(1\): person\.4@example\.com \(user ID \S+04\)/);
            match(told(host), /when first looked at; stays? (so )?when they leave .* \(1\):\s+person\.1@/);
            doesNotMatch(told(host), /(suspend|license Plus -> Pro), failed last time/);
            return after;
          });
          deepEqual(seen(chime), updated);
          await operation(front, story, chime, async (host) => {
            await host.delete("id", stateOf(story, SECOND_ACCOUNT));
            for (const i of [1, 2, 4]) match(warnings(host), GONE(i));
            await host.delete("id", outs);
          });
          deepEqual(seen(chime, SECOND_ACCOUNT), deleted);
          deepEqual(seen(chime), deleted);
        });
      });
    }

    it("on a Team account are new to a license, and the same to the set that had removed them", async () => {
      await withChime([{ id: TEAM, type: "Team", people: 4, pro: [1] }], async (chime) => {
        const ours = { 1: { LicenseType: "Pro", UserRegistrationStatus: "Registered" } };
        makeAnew(chime, TEAM, ours);
        await operation(front, LICENSES, chime, async (host) => {
          const { props } = await host.read(
            "id",
            stateOf(LICENSES, TEAM, { holdings: { Pro: { Basic: userIds([1]) } } }),
          );
          match(warnings(host), NEW(1));
          await host.delete("id", props);
          equal(chime.licenseOf(anewOf(1), TEAM), "Pro");
        });
        await operation(front, SUSPENSIONS, chime, async (host) => {
          const held = { holdings: { suspended: { active: userIds([1]) } }, teamAccount: "disassociate", team: true };
          const { props } = await host.read("id", stateOf(SUSPENSIONS, TEAM, held));
          match(warnings(host), /removed from the account by this resource, and back with another user ID: person\.1@/);
          const args = { accountId: TEAM, teamAccount: "disassociate", ...SUSPENSIONS.args([1]) };
          const { inputs } = await host.check({ accountId: TEAM }, args);
          // The first comparison after a reading is the refresh's own.
          await host.diff("id", props, inputs);
          await host.diff("id", props, inputs);
          const outs = await host.update("id", props, inputs);
          match(told(host), /suspend again, changed outside this stack since/);
          deepEqual(outs["failures"], []);
        });
      });
    });
  });
}
