/** The version in package.json, which is two folders up from here in the source as in the published package. */
export function packageVersion(): string {
  const { version }: { version: string } = require("../../package.json");
  return version;
}
