import { equal } from "node:assert/strict";
import { joined } from "../../../provider/lifecycle/offers";
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

  it("is not followed round in a circle", () => {
    equal(joined(offer(["Pro", "Plus"]), offer(["Plus", "Pro"])).holding.before, "Plus");
  });
});
