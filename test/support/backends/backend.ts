/** A place for Pulumi's state that other machines could reach, here on the loopback interface alone. */
export interface Backend {
  /** What `pulumi login` takes. */
  readonly url: string;
  /** Ends it; what it has kept goes with the folder that it was given. */
  stop(): Promise<void>;
}
