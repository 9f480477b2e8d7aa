/** Stands for one request that was let through. */
export interface Ticket {
  readonly number: number;
  readonly sentAt: number;
}

/** When requests may be sent: a state machine over time, without waiting. All times in milliseconds. */
export interface Pace {
  /** How long the next request has to wait; 0: it may go. */
  waitMs(now: number): number;
  /** Notes that a request is sent. */
  send(now: number): Ticket;
  /** Notes that the service refused a request for its rate. */
  throttled(ticket: Ticket, now: number): void;
}

export function createPace(_maxRequestsPerSecond: number | undefined): Pace {
  let number = 0;
  return {
    waitMs: () => 0,
    send: (now) => ({ number: ++number, sentAt: now }),
    throttled: () => undefined,
  };
}
