import type { Step } from "../plan/plan";

/** How one step ended. Every step of a plan has exactly one outcome. */
export type Outcome =
  | { readonly step: Step; readonly done: true }
  | { readonly step: Step; readonly done: false; readonly code: string; readonly message: string };
