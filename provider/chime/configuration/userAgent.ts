import { packageVersion } from "../../model/packageVersion";

/** How the client names itself to the service: `pulumi-chime-users/0.1.0 node/24.0.0 linux api/chime app/my-app`. */
export function userAgent(appId: string | undefined): string {
  const app = appId === undefined ? "" : ` app/${appId.replaceAll(/[^\w!#$%&'*+.^`|~-]/g, "-").slice(0, 50)}`;
  return `pulumi-chime-users/${packageVersion()} node/${process.versions.node} os/${process.platform} api/chime${app}`;
}
