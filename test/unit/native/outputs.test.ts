import { deepEqual, equal, throws } from "node:assert/strict";
import { licenseKind, suspensionKind } from "../../../provider/lifecycle/kinds";
import { parseInputs } from "../../../provider/lifecycle/parseInputs";
import { encodeState, type State } from "../../../provider/lifecycle/state";
import type { Holding } from "../../../provider/model/holding";
import { detectsDriftIn } from "../../../provider/native/state/bookkeeping";
import { decodeOutputs, encodeOutputs } from "../../../provider/native/state/outputs";
import { programInputs } from "../../../provider/native/state/programInputs";
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
    moving: new Map([["moved@example.com", { userId: "7", value: "suspended", before: "active" }]]),
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
    accountUsers: undefined,
    team: false,
    moving: new Map(),
    replaced: [],
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
        moving: { holdings: { suspended: { active: { "moved@example.com": "7" } } } },
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

  it("take at most 130 bytes a user together with the inputs", () => {
    const people = Array.from({ length: 1_000 }, (_, i) => `person.${String(i).padStart(5, "0")}@example.com`);
    const id = (i: number): string => `aaaaaaaa-0000-4000-8000-${String(i).padStart(12, "0")}`;
    const bytes = (
      kind: typeof licenseKind,
      inputs: Record<string, unknown>,
      value: string,
      befores: (string | undefined)[],
    ): number => {
      const held = people.map((user, i): [string, Holding] => {
        const before = befores[i % befores.length];
        return [user, { userId: id(i), value, ...(before === undefined ? {} : { before }) }];
      });
      const { declaration } = parseInputs(kind, inputs, {}, 0);
      const nobody = new Map<string, string>();
      const ledger = { holdings: new Map(held), drifted: nobody, missing: nobody, others: nobody };
      const outputs = encodeOutputs(
        kind,
        { declaration, ledger, failures: [], accountUsers: undefined, team: false, moving: new Map(), replaced: [] },
        inputs,
      );
      return (JSON.stringify(inputs).length + JSON.stringify(outputs).length) / people.length;
    };
    const set = { accountId: id(0), users: people };
    const licenses = { accountId: id(0), licenses: Object.fromEntries(people.map((user) => [user, "Basic"])) };
    equal(bytes(suspensionKind, set, "suspended", ["active"]) < 130, true);
    equal(bytes(licenseKind, licenses, "Basic", ["Pro"]) < 130, true);
    equal(bytes(suspensionKind, set, "suspended", ["active", undefined]) < 130, true);
  });
});
