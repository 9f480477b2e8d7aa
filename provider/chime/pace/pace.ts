import type { Group } from "./opening";

/** Stands for one request that was let through. */
export interface Ticket {
  /** Counts the requests, from 1. */
  readonly number: number;
  readonly sentAt: number;
  /** The group of the opening that it belongs to, if any. */
  readonly group?: Group;
}

/** When requests may be sent: a state machine over time that never waits itself. All times in milliseconds. */
export interface Pace {
  /** How long the next request has to wait, unless an answer changes that; 0: it may go. */
  waitMs(now: number): number;
  /** Notes that a request is sent. `left`: how many its job has still to send, this one included, where that is known. */
  send(now: number, left?: number): Ticket;
  /** Notes that a request is over, and was not refused for its rate. */
  answered(ticket: Ticket, now: number): void;
  /** Notes that the service refused a request for its rate. */
  throttled(ticket: Ticket, now: number): void;
}
