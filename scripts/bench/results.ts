import type { Result } from "./job";
import type { Entries, ProcessName, Taken } from "./onEngine";

/** What the engine takes for a stack of some size, and what this package adds. */
export interface CostRow {
  readonly users: number;
  readonly operation: string;
  readonly inertSeconds: number;
  readonly seconds: number;
  readonly inertMB: number;
  readonly providerMB: number;
  /** Requests to the service. */
  readonly calls: number;
}

/** Planning alone: everybody of an account of so many users is listed, and half of them are already as declared. */
export interface PlanningRow {
  readonly users: number;
  readonly milliseconds: number;
  /** How often the planner looked at a user. */
  readonly looks: number;
  /** Writing calls that the plan takes. */
  readonly calls: number;
  readonly heapMB: number;
}

export interface StateRow {
  readonly users: number;
  readonly kind: string;
  readonly bytesPerUser: number;
}

/** One operation by one of the two fronts, without latency. */
export interface FrontRow {
  readonly front: string;
  readonly users: number;
  readonly operation: string;
  readonly seconds: number;
  readonly providerMB: number;
  readonly calls: number;
  readonly bytesPerUser: number;
}

/** One operation on a set of entries of a kind, by one of the fronts or by a resource that does nothing. */
export interface TimesRow {
  readonly by: "inert" | "dynamic" | "native";
  readonly entries: Entries;
  readonly users: number;
  readonly operation: string;
  readonly taken: Readonly<Record<ProcessName, Taken>>;
  readonly bytesPerUser: number;
}

/** The machine and the versions that figures belong to. */
export interface Machine {
  readonly date: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGB: number;
  readonly node: string;
  readonly pulumi: string;
}

export interface Results {
  readonly machine: Machine;
  readonly latencyMs: number;
  readonly rate: number;
  /** By size of the job, without a limit. */
  readonly growth: readonly Result[];
  /** With a limit that the service keeps to. */
  readonly limited: readonly Result[];
  /** 2,000 of 10,000 users, without and with a limit. */
  readonly some: readonly Result[];
  readonly someLimited: readonly Result[];
  /** What an inert resource of the same size takes, in seconds, without and with the preview. */
  readonly inert: { readonly up: number; readonly previewed: number };
  readonly empty: number;
  readonly cost: readonly CostRow[];
  readonly planning: readonly PlanningRow[];
  readonly state: readonly StateRow[];
  /** With their own day: they can be measured alone. */
  readonly fronts: { readonly date: string; readonly rows: readonly FrontRow[] };
  /** The same; `load`: how many processes wanted to run on the machine, on average over a minute. */
  readonly times: { readonly date: string; readonly load: number; readonly rows: readonly TimesRow[] };
}
