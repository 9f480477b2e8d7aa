import { deepEqual } from "node:assert/strict";
import type { Kind } from "../../provider/lifecycle/kind";
import { licenseKind, suspensionKind } from "../../provider/lifecycle/kinds";
import type { Props } from "../../provider/lifecycle/state";
import { readDueMessage, sayDue } from "../../provider/plan/dueMessage";
import { withChime } from "../support/chime";
import { openInProcess } from "../support/inProcess";
import { check, create, diff, update } from "../support/operations";
import { ACCOUNT, idOf } from "../support/people";

const DAY_MS = 24 * 60 * 60_000;

/** 1 is made so here, 2 was found so, 3 is so already and has an entry whose time has not begun. */
interface Row {
  readonly kind: Kind;
  readonly args: Props;
  /** What is told of the three when they are listed, and again in a run without a change. */
  readonly told: readonly string[];
}

const SUSPENDED = "who stays suspended:";
const PRO = "who keeps the license Pro:";
const ROWS: readonly Row[] = [
  {
    kind: suspensionKind,
    args: {},
    told: [
      "suspension ends for 1",
      `entry ends for 2, ${SUSPENDED} was suspended when first looked at`,
      "suspension ends for 3, unless the user was suspended before",
    ],
  },
  {
    kind: suspensionKind,
    args: { onRemoval: "retain" },
    told: [1, 2, 3].map((i) => `entry ends for ${i}, ${SUSPENDED} onRemoval is "retain"`),
  },
  {
    kind: suspensionKind,
    args: { onRemoval: "unsuspend" },
    told: [1, 2, 3].map((i) => `suspension ends for ${i}`),
  },
  { kind: suspensionKind, args: { exclusive: true }, told: [1, 2, 3].map((i) => `suspension ends for ${i}`) },
  {
    kind: licenseKind,
    args: {},
    told: [
      "license Pro ends for 1, then Basic",
      `entry ends for 2, ${PRO} had it when first looked at`,
      "license Pro ends for 3, unless the user had it before",
    ],
  },
  {
    kind: licenseKind,
    args: { onRemoval: "Pro" },
    told: [1, 2, 3].map((i) => `entry ends for ${i}, ${PRO} onRemoval is "Pro"`),
  },
  {
    kind: licenseKind,
    args: { onRemoval: "Plus" },
    told: [1, 2, 3].map((i) => `license Pro ends for ${i}, then Plus`),
  },
];

describe("what is told of entries that end soon", () => {
  for (const { kind, args, told } of ROWS) {
    const name = `${kind.resource} ${JSON.stringify(args)}`;
    it(`is what becomes of each, with a plan and without one: ${name}`, async () => {
      await withChime([{ people: 5, suspended: [2, 3], pro: [2, 3] }], async (chime) => {
        const { session, said, close } = openInProcess(chime.environment);
        const at = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();
        const entries = [{ until: at(2) }, { until: at(3) }, { from: at(1), until: at(4) }];
        const value = kind === suspensionKind ? {} : { license: "Pro" };
        const listing =
          kind === suspensionKind
            ? entries.map((entry, i) => ({ user: idOf(i + 1), ...entry }))
            : Object.fromEntries(entries.map((entry, i) => [idOf(i + 1), { ...value, ...entry }]));
        const __urn = `urn:pulumi:dev::p::pulumi-nodejs:dynamic/chime:${kind.resource}::leavers`;
        const given = { accountId: ACCOUNT, ...args, __urn, [kind.listing]: listing };
        /** The ends that were told since the last look. */
        const ends = (): string[] => {
          const messages = said.splice(0).flatMap((text) => readDueMessage(text) ?? []);
          return messages.flatMap(({ entries }) =>
            entries
              .filter(({ what }) => what === "ends")
              .map((entry) => `${sayDue(entry).what} ${Number(entry.user.slice(-12))}${sayDue(entry).more}`),
          );
        };
        const first = await check(kind, session, {}, given);
        deepEqual(ends(), told, "in the preview of a create");
        const { id, outs } = await create(kind, session, first.inputs);
        deepEqual(ends(), []);
        const again = await check(kind, session, first.inputs, given);
        deepEqual(await diff(kind, session, outs, again.inputs, id), { changes: false });
        deepEqual(ends(), told, "in a run without a change");

        // Somebody undoes what was found: once it is undone here, the end does.
        if (args["onRemoval"] !== undefined || args["exclusive"]) return close();
        const drifted = { ...outs, drifted: { [idOf(2)]: kind === suspensionKind ? "active" : "Basic" } };
        if (kind === suspensionKind) chime.server.unsuspend(ACCOUNT, [idOf(2)]);
        else chime.server.setLicense(ACCOUNT, [idOf(2)], "Basic");
        const repair = openInProcess(chime.environment);
        await check(kind, repair.session, first.inputs, given);
        deepEqual(await diff(kind, repair.session, drifted, again.inputs, id), { changes: true });
        said.push(...repair.said);
        deepEqual(ends()[1], told[0]?.replace("1", "2"), "before a repair");
        const { outs: repaired } = await update(kind, repair.session, drifted, again.inputs);
        const after = openInProcess(chime.environment);
        await check(kind, after.session, first.inputs, given);
        await diff(kind, after.session, repaired, again.inputs, id);
        said.push(...after.said);
        deepEqual(ends()[1], told[0]?.replace("1", "2"), "after it");
        await Promise.all([close(), repair.close(), after.close()]);
      });
    });
  }
});
