/** The oldest Node that this runs on: package.json says the same under `engines`. */
export const OLDEST_NODE = "22.19.0";

/**
 * What to say to somebody whose Node is too old, before something that it does not have is called; undefined where it
 * is new enough.
 */
export function describeOldNode(version: string): string | undefined {
  const [major = 0, minor = 0] = OLDEST_NODE.split(".").map(Number);
  const [hasMajor = 0, hasMinor = 0] = version.split(".").map(Number);
  if (hasMajor > major || (hasMajor === major && hasMinor >= minor)) return undefined;
  return `pulumi-chime-users needs Node ${major}.${minor} or later; this is ${version}. Put a newer one first on the PATH.`;
}

/** Throws what there is to say to somebody whose Node is too old. */
export function refuseOldNode(version: string): void {
  const text = describeOldNode(version);
  if (text === undefined) return;
  const error = new Error(text);
  // Where this was thrown tells nobody anything, and Pulumi prints it.
  error.stack = text;
  throw error;
}
