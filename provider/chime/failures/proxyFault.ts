function valuesOf(error: unknown, ...names: readonly string[]): unknown[] {
  return typeof error === "object" && error !== null ? names.map((name): unknown => Reflect.get(error, name)) : [];
}

/** An error with those that it was made of: one for each address of a host that has several. */
function* withCauses(error: unknown, depth = 0): Generator<unknown> {
  if (error === undefined || depth > 3) return;
  yield error;
  const [cause, errors] = valuesOf(error, "cause", "errors");
  yield* withCauses(cause, depth + 1);
  for (const one of Array.isArray(errors) ? (errors as unknown[]) : []) yield* withCauses(one, depth + 1);
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { "http:": "80", "https:": "443" };

/**
 * The proxy that a fault of the network layer is of, without a password: undefined where it is the endpoint's, or where it can't be
 * told, as where both are the same host.
 */
export function findFaultyProxy(error: unknown, proxy: string | undefined, origin: string): string | undefined {
  if (proxy === undefined) return undefined;
  const { hostname, port, protocol, host } = new URL(proxy);
  const proxyPort = port || DEFAULT_PORTS[protocol];
  const endpoint = new URL(origin);
  const endpointPort = endpoint.port || DEFAULT_PORTS[endpoint.protocol];
  const isProxys = [...withCauses(error)].some((one) => {
    const [failedPort, failedHost, message] = valuesOf(one, "port", "hostname", "message");
    if (failedPort !== undefined) return String(failedPort) === proxyPort && proxyPort !== endpointPort;
    if (failedHost !== undefined) return failedHost === hostname && hostname !== endpoint.hostname;
    return typeof message === "string" && message.includes(`attempted address: ${hostname}:${proxyPort}`);
  });
  return isProxys ? `${protocol}//${host}` : undefined;
}
