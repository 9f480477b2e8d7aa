import { equal } from "node:assert/strict";
import { joined, merged } from "../../../provider/lifecycle/offers";
import type { Offer } from "../../../provider/model/neighbours";

/** What a resource has of a user: the license that it keeps, and what it found before; nothing: found so. */
function offer([value, before]: readonly [value: string, before?: string]): Offer {
  const holding = { userId: "u", value, ...(before === undefined ? {} : { before }) };
  return { urn: `urn:${value}`, holding, isRefreshed: false, releasedTo: undefined };
}

describe("what two resources have of a user who joins a third", () => {
  for (const { it: says, one, other, before } of [
    {
      it: "what the other had found, where one found what the other set",
      one: ["Pro", "Plus"],
      other: ["Plus", "Basic"],
      before: "Basic",
    },
    { it: "what is known, where one found the user so", one: ["Pro"], other: ["Plus", "Basic"], before: "Basic" },
    { it: "nothing, where both found the user so", one: ["Pro"], other: ["Pro"], before: undefined },
  ] as const) {
    it(`tells ${says}, whichever tells first`, () => {
      const [first, second] = [offer(one), offer(other)];
      equal(joined(first, second).holding.before, before);
      equal(joined(second, first).holding.before, before);
    });
  }

  it("goes back as far as notes tell, in whatever order, and however often one is told of", () => {
    // The one that has the user is known twice: by a refresh, and by the stack's state.
    const has = offer(["Plus", "Pro"]);
    const notes = [offer(["Pro", "Standard"]), offer(["Standard", "Basic"])];
    const noted = notes.map((one) => ({ ...one, movedTo: { to: "x", at: 1, isNew: false } }));
    for (const all of [
      [has, has, ...noted],
      [...noted, has, has],
      [has, ...noted, has],
    ]) {
      equal(merged(all)?.holding.before, "Basic");
    }
    const further = merged([has, ...noted]) ?? has;
    for (const one of [joined(further, has), joined(has, further)]) equal(one.holding.before, "Basic");
  });

  it("is not followed round in a circle", () => {
    equal(joined(offer(["Pro", "Plus"]), offer(["Plus", "Pro"])).holding.before, "Plus");
  });
});
