import type { Change } from "../plan/verdict";
import type { Treatment } from "./userErrors";

/** How one step ended. Every step of a plan has exactly one outcome. */
export type Outcome =
  | {
      readonly step: Change;
      readonly done: true;
      /** The user is not in the account any more, so that there was nothing left to do. */
      readonly gone?: true;
    }
  | {
      readonly step: Change;
      readonly done: false;
      readonly code: string;
      readonly message: string;
      readonly treatment: Treatment;
      /** Whether the answer got lost, so that the service may have done it all the same. */
      readonly lost?: true;
    };

/** An outcome that is not `done`. */
export type Failure = Extract<Outcome, { readonly done: false }>;
