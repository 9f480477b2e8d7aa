import { deepEqual, equal } from "node:assert/strict";
import { withChime } from "../support/chime";
import { FRONTS, startHost } from "../support/fronts";
import { ACCOUNT, idOf, range } from "../support/people";

interface SuspensionRow {
  readonly onRemoval?: string;
  /** Who is suspended after 0 and 2 have left, and after the resource is deleted. */
  readonly left: readonly number[];
  readonly deleted: readonly number[];
}

// 0 and 1 are suspended here, 2 and 3 were found suspended, 9 is none of the resource's business.
const SUSPENSIONS: readonly SuspensionRow[] = [
  { left: [1, 2, 3, 9], deleted: [2, 3, 9] },
  { onRemoval: "restore", left: [1, 2, 3, 9], deleted: [2, 3, 9] },
  { onRemoval: "unsuspend", left: [1, 3, 9], deleted: [9] },
  { onRemoval: "retain", left: [0, 1, 2, 3, 9], deleted: [0, 1, 2, 3, 9] },
];

interface LicenseRow {
  readonly onRemoval?: string;
  /** The licenses of 0, 1, 2 and 3 after 0 and 2 have left, and after the resource is deleted. */
  readonly left: readonly string[];
  readonly deleted: readonly string[];
}

// 0 and 1 go from Basic to Pro here, 2 and 3 had Pro before; 3 is moved to Plus by somebody before the deletion.
const LICENSES: readonly LicenseRow[] = [
  { left: ["Basic", "Pro", "Pro", "Plus"], deleted: ["Basic", "Basic", "Pro", "Plus"] },
  { onRemoval: "restore", left: ["Basic", "Pro", "Pro", "Plus"], deleted: ["Basic", "Basic", "Pro", "Plus"] },
  { onRemoval: "retain", left: ["Pro", "Pro", "Pro", "Plus"], deleted: ["Pro", "Pro", "Pro", "Plus"] },
  { onRemoval: "Basic", left: ["Basic", "Pro", "Basic", "Plus"], deleted: ["Basic", "Basic", "Basic", "Plus"] },
  { onRemoval: "Plus", left: ["Plus", "Pro", "Plus", "Plus"], deleted: ["Plus", "Plus", "Plus", "Plus"] },
];

for (const front of FRONTS) {
  describe(`onRemoval, by the ${front} provider`, () => {
    for (const { onRemoval, left, deleted } of SUSPENSIONS) {
      it(`of a suspension set as ${onRemoval ?? "the default"}`, async () => {
        await withChime([{ people: 10, suspended: [2, 3, 9] }], async (chime) => {
          // The deletion is an operation of its own, with a process of its own that knows of no program.
          const host = await startHost(front, "UserSuspensionSet", chime.environment);
          const later = await startHost(front, "UserSuspensionSet", chime.environment);
          const inputsOf = async (people: readonly number[]): Promise<Record<string, unknown>> => {
            const args = { accountId: ACCOUNT, users: people.map(idOf), ...(onRemoval ? { onRemoval } : {}) };
            const { inputs, failures } = await host.check({ accountId: ACCOUNT }, args);
            deepEqual(failures, []);
            return inputs;
          };
          try {
            const { id, outs } = await host.create(await inputsOf([0, 1, 2, 3]));
            const news = await inputsOf([1, 3]);
            equal((await host.diff(id, outs, news)).changes, true);
            const updated = await host.update(id, outs, news);
            deepEqual(chime.suspended(), left.map(idOf));
            await later.delete(id, updated);
            deepEqual(chime.suspended(), deleted.map(idOf));
          } finally {
            await Promise.all([host.close(), later.close()]);
          }
        });
      });
    }

    for (const { onRemoval, left, deleted } of LICENSES) {
      it(`of a license assignment as ${onRemoval ?? "the default"}`, async () => {
        await withChime([{ people: 10, pro: [2, 3] }], async (chime) => {
          // The deletion is an operation of its own, with a process and a reading of its own.
          const host = await startHost(front, "UserLicenseAssignment", chime.environment);
          const later = await startHost(front, "UserLicenseAssignment", chime.environment);
          const inputsOf = async (people: readonly number[]): Promise<Record<string, unknown>> => {
            const licenses = Object.fromEntries(people.map((i) => [idOf(i), "Pro"]));
            const args = { accountId: ACCOUNT, licenses, ...(onRemoval ? { onRemoval } : {}) };
            return (await host.check({ accountId: ACCOUNT }, args)).inputs;
          };
          const found = (): (string | undefined)[] => range(0, 4).map((i) => chime.licenseOf(idOf(i)));
          try {
            const { id, outs } = await host.create(await inputsOf([0, 1, 2, 3]));
            const updated = await host.update(id, outs, await inputsOf([1, 3]));
            await chime.server.setLicense(ACCOUNT, [idOf(3)], "Plus");
            deepEqual(found(), left);
            await later.delete(id, updated);
            deepEqual(found(), deleted);
          } finally {
            await Promise.all([host.close(), later.close()]);
          }
        });
      });
    }

    it("of a set that was exclusive: neither without it nor deleted does it suspend again whom it has let in", async () => {
      await withChime([{ people: 10, suspended: [2, 9] }], async (chime) => {
        const host = await startHost(front, "UserSuspensionSet", chime.environment);
        const later = await startHost(front, "UserSuspensionSet", chime.environment);
        try {
          const args = { accountId: ACCOUNT, users: [1, 2].map(idOf) };
          const first = await host.check({ accountId: ACCOUNT }, { ...args, exclusive: true });
          const { id, outs } = await host.create(first.inputs);
          deepEqual(chime.suspended(), [1, 2].map(idOf));
          chime.lines();
          const second = await host.check(first.inputs, args);
          equal((await host.diff(id, outs, second.inputs)).changes, true);
          const updated = await host.update(id, outs, second.inputs);
          deepEqual(chime.writes(), []);
          await later.delete(id, updated);
          deepEqual(chime.suspended(), [idOf(2)]);
        } finally {
          await Promise.all([host.close(), later.close()]);
        }
      });
    });

    it("counts as it stands in the program at the time, and changing it alone writes nothing", async () => {
      await withChime([{ people: 10 }], async (chime) => {
        const host = await startHost(front, "UserSuspensionSet", chime.environment);
        try {
          const args = { accountId: ACCOUNT, users: [idOf(0)] };
          const first = await host.check({ accountId: ACCOUNT }, args);
          const { id, outs } = await host.create(first.inputs);
          chime.lines();
          const second = await host.check(first.inputs, { ...args, onRemoval: "retain" });
          equal((await host.diff(id, outs, second.inputs)).changes, true);
          const updated = await host.update(id, outs, second.inputs);
          deepEqual(chime.lines(), []);
          await host.delete(id, updated);
          deepEqual(chime.suspended(), [idOf(0)]);
        } finally {
          await host.close();
        }
      });
    });
  });
}
