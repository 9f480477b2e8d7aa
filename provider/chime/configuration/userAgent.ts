/** The version in package.json, which is two folders up from here in the source as in the published package. */
function packageVersion(): string {
  const { version }: { version: string } = require("../../../package.json");
  return version;
}

/** How the client names itself to the service: `pulumi-chime-users/0.1.0 node/24.0.0 linux api/chime app/my-app`. */
export function userAgent(appId: string | undefined): string {
  const app = appId === undefined ? "" : ` app/${appId.replaceAll(/[^\w!#$%&'*+.^`|~-]/g, "-").slice(0, 50)}`;
  return `pulumi-chime-users/${packageVersion()} node/${process.versions.node} os/${process.platform} api/chime${app}`;
}
