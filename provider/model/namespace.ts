import { readlinkSync } from "node:fs";

/**
 * Among whom a number of a process or a port counts: containers that share a folder may each have the same ones. Undefined
 * where the system does not tell: outside Linux. {@link https://man7.org/linux/man-pages/man7/namespaces.7.html}
 */
export function namespaceOf(what: "pid" | "net"): string | undefined {
  try {
    return /\d+/.exec(readlinkSync(`/proc/self/ns/${what}`))?.[0];
  } catch {
    return undefined;
  }
}
