import type { Props } from "../../lifecycle/state";
import type { Received } from "../wire/readProps";
import type { Changes } from "./detailedDiff";

/** A resource as the engine has it in the state. */
export interface Stored {
  readonly inputs: Received;
  readonly outputs: Received;
}

/** Properties that go to the engine. */
export interface Sent {
  readonly props: Props;
  readonly secretNames: readonly string[];
}

/** What an operation leaves in the state. */
export interface Reached extends Sent {
  /** Why the run is to fail though the state is whole: users that could not be changed. */
  readonly failure?: string;
}

/** What became of a resource that was read; undefined: there is no such resource any more. */
export interface Found {
  readonly id: string;
  readonly outputs: Sent;
  readonly inputs: Sent;
}

/** How a declaration differs from the state, place by place. */
export interface Difference {
  readonly changes: boolean;
  readonly replaces: readonly string[];
  readonly places: Changes;
}
