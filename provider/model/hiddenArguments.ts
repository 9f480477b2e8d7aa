/**
 * The arguments that the classes of the dynamic resources pass beside those of the program: a dynamic provider is told
 * neither the URN nor what is secret. Not for programs.
 */
export const HIDDEN = {
  /** The resource's own URN. */
  urn: "__urn",
  /** The names of the arguments that are secret. */
  secrets: "__secrets",
  /** The file in which the program says whom its resources list; check drops it. */
  claims: "__claims",
  /** Whether the engine previews, which it tells the program and no provider; check drops it. */
  preview: "__preview",
} as const;
