import { equal } from "node:assert/strict";
import { Claims } from "../../../provider/lifecycle/claims";
import { Handovers, type Keeper } from "../../../provider/lifecycle/handovers";
import { lastLetGo } from "../../../provider/lifecycle/letGo";
import { Others } from "../../../provider/lifecycle/others";
import { NO_REGISTER, ProgramClaims } from "../../../provider/lifecycle/programClaims";
import { LeftBehind } from "../../../provider/model/leftBehind";
import { NO_NEIGHBOURS } from "../../../provider/model/neighbours";
import { suspensionRules } from "../../../provider/plan/suspensionRules";

const KIND = "UserSuspensionSet";
const urnOf = (name: string): string => `urn:pulumi:dev::people::t::${name}`;

/** A set without users, as its state has it, or as it is about to be made. */
function keeper(name: string, times: Pick<Keeper["state"], "letGoAt" | "madeAt"> = {}): Keeper & { urn: string } {
  const ledger = { holdings: new Map(), drifted: new Map() };
  return { urn: urnOf(name), accountId: "account", state: { ledger, team: false, ...times } };
}

describe("what the resources of a run know of each other", () => {
  /** What is known where the engine has asked about these sets. */
  const asked = (...all: readonly Keeper[]): Others => {
    const handovers = new Handovers(suspensionRules);
    for (const one of all) handovers.note(one);
    const own = { claims: new Claims(), handovers, left: new LeftBehind() };
    return new Others(KIND, own, NO_NEIGHBOURS, new ProgramClaims(NO_REGISTER));
  };

  it("is that a set is not in the stack, where the stack's state has none, also where the engine has asked about it", () => {
    const others = asked(keeper("refused"), keeper("made", { letGoAt: 5, madeAt: 5 }), keeper("old"));
    equal(others.isAbsent("refused"), false, "as long as the stack's state is not known");
    others.learn([keeper("old")], true);
    equal(others.isAbsent("refused"), true);
    equal(others.isAbsent("other"), true);
    equal(others.isAbsent("made"), false);
    equal(others.isAbsent("old"), false);
  });

  it("is since when a set has let nobody go: by the state that the run has begun with, though the stack has a later one by now", () => {
    const others = asked(keeper("done", { letGoAt: 5, madeAt: 1 }));
    others.learn([keeper("done", { letGoAt: 9, madeAt: 1 }), keeper("other", { letGoAt: 7, madeAt: 1 })], true);
    equal(lastLetGo(others.letGo, "done"), 5);
    equal(lastLetGo(others.letGo, "other"), 7);
  });

  it("is whom a set keeps, also once the one is deleted whose place it has taken", () => {
    const handovers = new Handovers(suspensionRules);
    const holding = { userId: "user", value: "suspended", before: "active" };
    const taken = keeper("a", { madeAt: 2 });
    const ledger = { ...taken.state.ledger, holdings: new Map([["user", holding]]) };
    handovers.note({ ...taken, state: { ...taken.state, ledger } });
    handovers.note(keeper("a", { madeAt: 1 }), "deleted");
    equal([...handovers.offers("account", "user")].length, 1);
    handovers.note(keeper("a", { madeAt: 2 }), "deleted");
    equal([...handovers.offers("account", "user")].length, 0);
  });
});
