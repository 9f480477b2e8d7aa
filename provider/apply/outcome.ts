import type { Change } from "../plan/verdict";
import type { Treatment } from "./userErrors";

/** How one change ended. Every change of a plan that is not withheld has exactly one outcome. */
export type Outcome =
  | {
      readonly change: Change;
      readonly done: true;
      /** Whether the user is not in the account any more, so that there was nothing left to do. */
      readonly gone: boolean;
    }
  | {
      readonly change: Change;
      readonly done: false;
      readonly code: string;
      readonly message: string;
      readonly treatment: Treatment;
      /** Whether the answer got lost, so that the service may have done it all the same. */
      readonly lost: boolean;
    };

/** An outcome that is not `done`. */
export type Failure = Extract<Outcome, { readonly done: false }>;
