import { deepEqual } from "node:assert/strict";
import type { Kind } from "../../provider/lifecycle/kind";
import { licenseKind, suspensionKind } from "../../provider/lifecycle/kinds";
import type { Props } from "../../provider/lifecycle/state";
import { readDueMessage, sayDue } from "../../provider/plan/dueMessage";
import { type Chime, withChime } from "../support/chime";
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

const at = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

/** What the program lists: the three, each with its time. */
function argumentsOf({ kind, args }: Row): Props {
  const entries = [{ until: at(2) }, { until: at(3) }, { from: at(1), until: at(4) }];
  const listing =
    kind === suspensionKind
      ? entries.map((entry, i) => ({ user: idOf(i + 1), ...entry }))
      : Object.fromEntries(entries.map((entry, i) => [idOf(i + 1), { license: "Pro", ...entry }]));
  const __urn = `urn:pulumi:dev::p::pulumi-nodejs:dynamic/chime:${kind.resource}::leavers`;
  return { accountId: ACCOUNT, ...args, __urn, [kind.listing]: listing };
}

/** The ends that were told since the last look. */
function endsIn(said: string[]): string[] {
  const entries = said.splice(0).flatMap((text) => readDueMessage(text)?.entries ?? []);
  const ends = entries.filter(({ what }) => what === "ends");
  return ends.map((entry) => `${sayDue(entry).what} ${Number(entry.user.slice(-12))}${sayDue(entry).more}`);
}

/** A state in which somebody has undone what was found of the second, and the account that goes with it. */
function undone(chime: Chime, kind: Kind, outs: Props): Props {
  if (kind === suspensionKind) chime.server.unsuspend(ACCOUNT, [idOf(2)]);
  else chime.server.setLicense(ACCOUNT, [idOf(2)], "Basic");
  return { ...outs, drifted: { [idOf(2)]: kind === suspensionKind ? "active" : "Basic" } };
}

describe("what is told of entries that end soon", () => {
  const scene = { people: 5, suspended: [2, 3], pro: [2, 3] };
  for (const row of ROWS) {
    const { kind, args, told } = row;
    it(`is what becomes of each, with a plan and without one: ${kind.resource} ${JSON.stringify(args)}`, async () => {
      await withChime([scene], async (chime) => {
        const { session, said, close } = openInProcess(chime.environment);
        const given = argumentsOf(row);
        const first = await check(kind, session, {}, given);
        deepEqual(endsIn(said), told, "in the preview of a create");
        const { id, outs } = await create(kind, session, first.inputs);
        deepEqual(endsIn(said), []);
        const { inputs } = await check(kind, session, first.inputs, given);
        deepEqual(await diff(kind, session, outs, inputs, id), { changes: false });
        deepEqual(endsIn(said), told, "in a run without a change");
        await close();
      });
    });
  }

  it("is, on a Team account, that whom the set has removed is invited again", async () => {
    await withChime([{ people: 5, type: "Team" }], async (chime) => {
      const { session, said, close } = openInProcess(chime.environment);
      const given = argumentsOf({ kind: suspensionKind, args: { teamAccount: "disassociate" }, told: [] });
      const first = await check(suspensionKind, session, {}, given);
      said.splice(0);
      const { id, outs } = await create(suspensionKind, session, first.inputs);
      deepEqual(await diff(suspensionKind, session, outs, first.inputs, id), { changes: false });
      deepEqual(endsIn(said)[0], "suspension ends for 1, who is then invited again");
      await close();
    });
  });

  for (const row of ROWS.filter(({ args }) => Object.keys(args).length === 0)) {
    const { kind, told } = row;
    it(`is the end of what was found too, once others' work on it is undone here: ${kind.resource}`, async () => {
      await withChime([scene], async (chime) => {
        const first = openInProcess(chime.environment);
        const { inputs } = await check(kind, first.session, {}, argumentsOf(row));
        const { id, outs } = await create(kind, first.session, inputs);
        const drifted = undone(chime, kind, outs);
        const later = openInProcess(chime.environment);
        const second = told[0]?.replace("1", "2");
        deepEqual(await diff(kind, later.session, drifted, inputs, id), { changes: true });
        deepEqual(endsIn(later.said)[1], second, "before the repair");
        const { outs: repaired } = await update(kind, later.session, drifted, inputs);
        deepEqual(await diff(kind, later.session, repaired, inputs, id), { changes: false });
        deepEqual(endsIn(later.said)[1], second, "after it");
        await Promise.all([first.close(), later.close()]);
      });
    });
  }
});
