/**
 * The arguments that the classes of the dynamic resources pass beside those of the program: a dynamic provider is told
 * neither the URN nor what is secret. Not for programs.
 */
export const HIDDEN = {
  /** The resource's own URN. */
  urn: "__urn",
  /** The names of the arguments that are secret. */
  secrets: "__secrets",
  /** Whether the program ignores changes of the list of users; of a map the engine's answer alone does not tell. */
  ignores: "__ignores",
  /**
   * An output: which run of the program left the failures behind, by its file of claims; empty where that is not known.
   * What an earlier run left fails no later one that does not try again, such as a destroy that runs the program.
   */
  failedIn: "__failedIn",
  /** The file in which the program says whom its resources list; check drops it. */
  claims: "__claims",
  /** Whether the engine previews, which it tells the program and no provider; check drops it. */
  preview: "__preview",
} as const;
