import { deepEqual, equal } from "node:assert/strict";
import { licenseKind, suspensionKind } from "../../provider/lifecycle/kinds";
import { withChime } from "../support/chime";
import { FRONTS, startHost } from "../support/fronts";
import { idOf } from "../support/people";
import recorded from "../unit/lifecycle/recorded/times.json";

/** Whoever the record has with a user ID of the account. */
const HELD = [1, 2, 3].map(idOf);

describe("a state whose entries are objects, as they were at first", () => {
  for (const kind of [suspensionKind, licenseKind]) {
    const { args, id, inputs, outs } = recorded[kind.resource];
    for (const front of FRONTS) {
      it(`is read without a change, and written as it is now once something changes: ${kind.resource}, ${front}`, async () => {
        const scene = { people: 7, suspended: [0, 1, 2, 3], pro: [0, 1, 2, 3] };
        await withChime([scene], async (chime) => {
          const host = await startHost(front, kind.resource, chime.environment);
          try {
            const same = await host.check(inputs, args);
            deepEqual(same.failures, []);
            deepEqual(await host.diff(id, outs, same.inputs), { changes: false, replaces: [] });
            deepEqual(chime.lines(), []);

            if (front === "dynamic") {
              // What the engine hands back under ignoreChanges has no times of its own in such a state.
              const handed = { ...args, __ignores: true, [kind.listing]: inputs[kind.listing as keyof typeof inputs] };
              const kept = await host.check(inputs, handed);
              equal((await host.diff(id, outs, kept.inputs)).changes, false);
              deepEqual(kept.inputs[kind.listing], same.inputs[kind.listing]);
            }

            const again = await host.update(id, outs, same.inputs);
            equal((await host.diff(id, again, (await host.check(same.inputs, args)).inputs)).changes, false);
            for (const user of HELD) equal(JSON.stringify(again).includes(user), true, user);
            const seen = await host.read(id, again);
            deepEqual(seen.inputs, same.inputs);
          } finally {
            await host.close();
          }
        });
      });
    }
  }
});
