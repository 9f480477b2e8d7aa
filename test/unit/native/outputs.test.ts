import { deepEqual, equal, throws } from "node:assert/strict";
import { licenseKind, suspensionKind } from "../../../provider/lifecycle/kinds";
import { detectsDriftIn } from "../../../provider/lifecycle/outputs/bookkeeping";
import { parseInputs } from "../../../provider/lifecycle/parseInputs";
import { encodeState, type State } from "../../../provider/lifecycle/state";
import type { Holding } from "../../../provider/model/holding";
import { decodeOutputs, encodeOutputs } from "../../../provider/native/state/outputs";
import { programInputs } from "../../../provider/native/state/programInputs";
import { UNREAD } from "../../support/states";
import recorded from "../lifecycle/recorded/state.json";

const USERS = ["ana@example.com", "bob@example.com", "eve@example.com", "ID-1"];
const SET = { accountId: "acc", users: USERS, onRemoval: "unsuspend", protectedUsers: ["boss@example.com"] };
const LICENSES = {
  accountId: "acc",
  licenses: Object.fromEntries(USERS.map((user) => [user, "Pro"])),
  maxChanges: "5%",
};

const holdings: [string, Holding][] = [
  ["ana@example.com", { userId: "1", value: "suspended", before: "active" }],
  ["bob@example.com", { userId: "2", value: "suspended" }],
  [
    "eve@example.com",
    { userId: "3", value: "suspended", before: "active", attempted: "suspended", email: "e@example.com" },
  ],
  ["ID-1", { userId: "ID-1", value: "suspended", before: "active" }],
];

function suspensionState(): State {
  return {
    declaration: parseInputs(suspensionKind, SET, {}, 0).declaration,
    ledger: {
      holdings: new Map(holdings),
      drifted: new Map([["eve@example.com", "active"]]),
      missing: new Map([["gone@example.com", "suspended"]]),
      others: new Map([["stranger@example.com", "9"]]),
    },
    failures: [{ user: "eve@example.com", userId: "3", code: "Forbidden", message: "no" }],
    accountUsers: 10,
    team: true,
    moved: [
      {
        to: "b",
        at: 5,
        isNew: true,
        isSecret: true,
        holdings: new Map([["moved@example.com", { userId: "7", value: "suspended", before: "active" }]]),
      },
    ],
    letGoAt: 6,
    madeAt: 5,
    mayShare: true,
    replaced: [
      {
        accountId: "before",
        onRemoval: "restore",
        ledger: { holdings: new Map(holdings), drifted: new Map([["bob@example.com", "active"]]) },
        team: true,
      },
    ],
  };
}

function licenseState(): State {
  const held = (userId: string, value: string, before?: string): Holding =>
    before === undefined ? { userId, value } : { userId, value, before };
  return {
    declaration: parseInputs(licenseKind, LICENSES, {}, 0).declaration,
    ledger: {
      holdings: new Map([
        ["ana@example.com", held("1", "Pro", "Basic")],
        ["bob@example.com", held("2", "Basic")],
        ["leaving@example.com", held("7", "Plus", "Basic")],
      ]),
      drifted: new Map([["bob@example.com", "Plus"]]),
      missing: new Map([["eve@example.com", "Pro"]]),
      others: new Map(),
    },
    failures: [],
    ...UNREAD,
  };
}

/** What a state has that is read again: the listed users of a declaration are in the inputs. */
function kept({ declaration, ...rest }: State): unknown {
  const { accountId, onRemoval, maxChanges, exclusive, missingUsers, teamAccount, protectedUsers } = declaration;
  return { ...rest, accountId, onRemoval, maxChanges, exclusive, missingUsers, teamAccount, protectedUsers };
}

describe("outputs of the native provider", () => {
  it("are the documented ones, in which nothing stands twice", () => {
    deepEqual(encodeOutputs(suspensionKind, suspensionState(), SET), {
      accountId: "acc",
      userIds: { "ana@example.com": "1", "bob@example.com": "2", "eve@example.com": "3", "ID-1": "ID-1" },
      before: { most: "active", others: { found: ["bob@example.com"] } },
      missingUsers: ["gone@example.com"],
      failures: [{ user: "eve@example.com", userId: "3", code: "Forbidden", message: "no" }],
      nextChange: null,
      bookkeeping: {
        format: 1,
        drifted: { "eve@example.com": "active" },
        others: { "stranger@example.com": "9" },
        attempted: { "eve@example.com": "suspended" },
        addresses: { "eve@example.com": "e@example.com" },
        accountUsers: 10,
        team: true,
        moved: [
          {
            to: "b",
            at: 5,
            new: true,
            secret: true,
            holdings: { suspended: { active: { "moved@example.com": "7" } } },
          },
        ],
        letGoAt: 6,
        madeAt: 5,
        mayShare: true,
        replaced: [
          {
            accountId: "before",
            onRemoval: "restore",
            holdings: {
              suspended: {
                active: { "ana@example.com": "1", "eve@example.com": "3", "ID-1": "" },
                found: { "bob@example.com": "2" },
              },
            },
            attempted: { "eve@example.com": "suspended" },
            addresses: { "eve@example.com": "e@example.com" },
            drifted: { "bob@example.com": "active" },
            team: true,
          },
        ],
      },
    });
  });

  it("have what a plain preview is to look for, where that is turned on, and else nothing of it", () => {
    const encode = (detectsDrift?: boolean) => encodeOutputs(suspensionKind, suspensionState(), SET, detectsDrift);
    const turnedOn = encode(true);
    equal(detectsDriftIn(turnedOn), true);
    deepEqual(turnedOn["bookkeeping"], { ...(encode()["bookkeeping"] as object), detectDrift: true });
    equal(detectsDriftIn(encode(false)), false);
    deepEqual(encode(false), encode());
    equal(
      detectsDriftIn(encodeState(suspensionKind, suspensionState(), false)),
      false,
      "as the dynamic resources write it",
    );
  });

  it("are read together with the inputs as they were written", () => {
    const states = [
      [suspensionKind, SET, suspensionState()],
      [licenseKind, LICENSES, licenseState()],
    ] as const;
    for (const [kind, inputs, state] of states) {
      deepEqual(kept(decodeOutputs(kind, encodeOutputs(kind, state, inputs), inputs)), kept(state));
    }
  });

  it("are read as the dynamic resources wrote them", () => {
    deepEqual(
      kept(decodeOutputs(suspensionKind, encodeState(suspensionKind, suspensionState(), false), SET)),
      kept(suspensionState()),
    );
  });

  for (const kind of [suspensionKind, licenseKind]) {
    for (const [index, { inputs, outs }] of recorded[kind.resource].entries()) {
      it(`are read as an earlier version wrote them: ${kind.resource} ${index + 1}`, () => {
        const read = decodeOutputs(kind, outs, inputs);
        const value = kind === suspensionKind ? "suspended" : "Pro";
        const before = kind === suspensionKind ? "active" : "Basic";
        deepEqual(read.ledger, {
          holdings: new Map<string, Holding>([
            ["ana@example.com", { userId: "id-ana", value, before }],
            ["eva@example.com", { userId: "id-eva", value, before, attempted: "active" }],
            ["id-tom", { userId: "id-tom", value, email: "tom@example.com" }],
          ]),
          drifted: new Map([["eva@example.com", "active"]]),
          missing: new Map([["no@example.com", "suspended"]]),
          others: new Map([["o@example.com", "id-o"]]),
        });
        deepEqual(read.failures, [{ user: "eva@example.com", userId: "id-eva", code: "Throttled", message: "later" }]);
        deepEqual([read.accountUsers, read.team], [120, true]);
        const written = programInputs(kind, inputs);
        deepEqual(
          kept(decodeOutputs(kind, encodeOutputs(kind, read, written), written)),
          kept(read),
          "written natively",
        );
      });
    }
  }

  it("of a later version are refused", () => {
    throws(
      () => decodeOutputs(suspensionKind, { userIds: {}, bookkeeping: { format: 2 } }, SET),
      /written by a later version of pulumi-chime-users \(format 2, this version reads 1\)\. Update the plugin\./,
    );
  });

  describe("and the inputs beside them take as many bytes a user as docs/native.md says", () => {
    const COUNT = 1_000;
    const mail = (i: number): string => `person.${String(i).padStart(5, "0")}@example.com`;
    const id = (i: number): string => `aaaaaaaa-0000-4000-8000-${String(i).padStart(12, "0")}`;
    const LICENSES = ["Basic", "Plus", "Pro", "ProTrial"];

    interface Case {
      readonly by: (i: number) => string;
      readonly entry?: Readonly<Record<string, unknown>>;
      readonly license?: (i: number) => string | undefined;
      readonly before: (i: number) => string | undefined;
      readonly onTeam?: boolean;
    }

    function bytes({ by, entry, license, before, onTeam = false }: Case): number {
      const people = Array.from({ length: COUNT }, (_, i) => i);
      const kind = license === undefined ? suspensionKind : licenseKind;
      const users = people.map((i) => (entry === undefined ? by(i) : { user: by(i), ...entry }));
      const licenses = Object.fromEntries(people.map((i) => [by(i), license?.(i)]));
      const inputs = { accountId: id(0), ...(license === undefined ? { users } : { licenses }) };
      const held = people.map((i): [string, Holding] => {
        const was = before(i);
        const more = { ...(was === undefined ? {} : { before: was }), ...(onTeam ? { email: mail(i) } : {}) };
        return [by(i), { userId: id(i), value: license?.(i) ?? "suspended", ...more }];
      });
      const nobody = new Map<string, string>();
      const state = {
        declaration: parseInputs(kind, inputs, {}, 0).declaration,
        ledger: { holdings: new Map(held), drifted: nobody, missing: nobody, others: nobody },
        failures: [],
        accountUsers: undefined,
        team: onTeam,
        moved: [],
        letGoAt: undefined,
        madeAt: undefined,
        mayShare: false,
        replaced: [],
      };
      const outputs = encodeOutputs(kind, state, inputs);
      return Math.round((JSON.stringify(inputs).length + JSON.stringify(outputs).length) / COUNT);
    }

    const active = (): string => "active";
    const halfFound = (i: number): string | undefined => (i % 2 === 0 ? "active" : undefined);
    const mixed = { license: (i: number) => LICENSES[i % 3], before: (i: number) => LICENSES[(i >> 2) % 4] };
    const days = { from: "2026-01-01", until: "2027-01-01" };
    const CASES: Readonly<Record<string, readonly [Case, number]>> = {
      "by address": [{ by: mail, before: active }, 93],
      "by ID": [{ by: id, before: active }, 117],
      "by address, half of them found suspended": [{ by: mail, before: halfFound }, 107],
      "by ID, half of them found suspended": [{ by: id, before: halfFound }, 137],
      "licenses by address": [{ by: mail, license: () => "Basic", before: () => "Pro" }, 101],
      "licenses by ID": [{ by: id, license: () => "Basic", before: () => "Pro" }, 125],
      "many licenses by address": [{ by: mail, ...mixed }, 121],
      "many licenses by ID": [{ by: id, ...mixed }, 153],
      "by ID on a Team account": [{ by: id, before: active, onTeam: true }, 183],
      "by address with two days": [{ by: mail, entry: days, before: active }, 143],
      "by ID with two days": [{ by: id, entry: days, before: active }, 167],
    };
    for (const [name, [one, most]] of Object.entries(CASES)) {
      it(`${name}: ${most}`, () => equal(bytes(one) <= most, true, `${bytes(one)}`));
    }
  });
});
