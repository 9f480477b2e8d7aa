/** Where a person reads what happens. The engine's log in a Pulumi run. */
export interface Report {
  info(message: string, urn?: string): void;
  warn(message: string, urn?: string): void;
  /** Shows for the moment only; the next one takes its place. */
  progress(message: string, urn?: string): void;
  /** Resolves once everything said has arrived. */
  flush(): Promise<void>;
}
