import type { State } from "../../provider/lifecycle/state";

/** What a state says of an account that was never read whole, and of a resource that has had to do with no other. */
export const UNREAD: Omit<State, "declaration" | "ledger" | "failures"> = {
  accountUsers: undefined,
  team: false,
  moved: [],
  letGoAt: undefined,
  madeAt: undefined,
  mayShare: false,
  replaced: [],
};
