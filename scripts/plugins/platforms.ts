/** The platforms that Pulumi has plugins for, as it names them. */
export const PLATFORMS = [
  "darwin-amd64",
  "darwin-arm64",
  "linux-amd64",
  "linux-arm64",
  "windows-amd64",
  "windows-arm64",
] as const;

/** What Pulumi calls this machine's. */
export function thisPlatform(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  return `${system}-${process.arch === "x64" ? "amd64" : process.arch}`;
}

/** The file that Pulumi looks for on a server of plugins: the name, the version, the platform. */
export function tarballOf(version: string, platform: string, kind: "" | "-with-node" = ""): string {
  return `pulumi-resource-chime${kind}-v${version}-${platform}.tar.gz`;
}
