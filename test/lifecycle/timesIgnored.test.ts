import { deepEqual } from "node:assert/strict";
import { licenseKind, suspensionKind } from "../../provider/lifecycle/kinds";
import { withChime } from "../support/chime";
import { openInProcess } from "../support/inProcess";
import { check, create, diff } from "../support/operations";
import { ACCOUNT, idOf } from "../support/people";

const TIME = { until: "9999-01-01", reason: "leave" };

describe("times of entries under ignoreChanges", () => {
  for (const [kind, listing] of [
    [suspensionKind, [idOf(1), { user: idOf(2), ...TIME }]],
    [licenseKind, { [idOf(1)]: "Pro", [idOf(2)]: { license: "Pro", ...TIME } }],
  ] as const) {
    it(`are kept, and are no change: ${kind.resource}`, async () => {
      await withChime([{ people: 3 }], async (chime) => {
        const { session, close } = openInProcess(chime.environment);
        const first = await check(kind, session, {}, { accountId: ACCOUNT, __ignores: true, [kind.listing]: listing });
        const { id, outs } = await create(kind, session, first.inputs);
        // The engine puts what check made of the users last time in the place of what the program gives.
        const args = { accountId: ACCOUNT, __ignores: true, [kind.listing]: first.inputs[kind.listing] };
        const { inputs } = await check(kind, session, first.inputs, args);
        deepEqual(inputs, first.inputs);
        deepEqual(await diff(kind, session, outs, inputs, id), { changes: false });
        await close();
      });
    });
  }
});
