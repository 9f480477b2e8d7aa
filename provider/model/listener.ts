import { closeSync, openSync, readSync } from "node:fs";
import { endianness } from "node:os";
import { namespaceOf } from "./namespace";

/** The system's table of sockets; those that listen come first. {@link https://man7.org/linux/man-pages/man5/proc_pid_net.5.html} */
const TABLE = "/proc/net/tcp";
const LISTENS = "0A";
/** Where address, state and number of a socket stand in a row. */
const ROW = { local: 1, state: 3, inode: 9 } as const;
const LOCALHOST = "127.0.0.1";
const CHUNK_BYTES = 16_384;

/** An address as the table has it: four bytes in the machine's own order, and the port. */
function inTable(address: string): string | undefined {
  const [host = "", port = ""] = address.split(":");
  const bytes = (host === "localhost" ? LOCALHOST : host).split(".").map(Number);
  if (bytes.length !== 4 || !/^\d+$/.test(port)) return undefined;
  const ordered = endianness() === "LE" ? bytes.reverse() : bytes;
  const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, "0");
  return `${ordered.map((byte) => hex(byte, 2)).join("")}:${hex(Number(port), 4)}`;
}

function* rowsOf(file: number): Generator<string[]> {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let rest = "";
  for (let size = readSync(file, chunk); size > 0; size = readSync(file, chunk)) {
    const lines = (rest + chunk.toString("latin1", 0, size)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield line.trim().split(/\s+/);
  }
}

function findListener(rows: Iterable<string[]>, local: string): string | undefined {
  let isHeading = true;
  for (const row of rows) {
    if (!isHeading && row[ROW.state] !== LISTENS) return undefined;
    if (!isHeading && row[ROW.local] === local) return row[ROW.inode];
    isHeading = false;
  }
  return undefined;
}

/**
 * Who listens at an address of this machine: the number that the system has given to the socket. Ports come again, the
 * number of a socket does not. Undefined where nobody listens, and where the system has no such table: outside Linux.
 */
export function listenerAt(address: string): string | undefined {
  const local = inTable(address);
  if (local === undefined) return undefined;
  try {
    const file = openSync(TABLE, "r");
    try {
      const found = findListener(rowsOf(file), local);
      return found === "0" ? undefined : found;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

/** Names who listens at an address, for as long as that one does; undefined where the system does not tell. */
export function nameOfListener(address: string): string | undefined {
  const [among, listener, port] = [namespaceOf("net"), listenerAt(address), address.split(":")[1]];
  return among === undefined || listener === undefined ? undefined : `n${among}-${port}-${listener}`;
}

/** Whether the one that is named so listens no more; of those of another container nobody knows. */
export function isListenerOver(name: string): boolean {
  const [among = "", port, listener] = name.split("-");
  return among === `n${namespaceOf("net")}` && listenerAt(`${LOCALHOST}:${port}`) !== listener;
}
