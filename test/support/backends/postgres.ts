import { execFile } from "node:child_process";
import { chown, cp, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Miss, Search } from "../pulumi/engine";
import type { Backend } from "./backend";
import { findPostgres } from "./findPostgres";
import { freePort, startServer } from "./server";

/** PostgreSQL refuses to run as root; this is nobody, on every system. */
const NOBODY = 65_534;

/** Root's own files are nobody else's to run: they are copied to where they are. */
async function reachableBy(user: number | undefined, bin: string, folder: string): Promise<string> {
  if (user === undefined || !bin.includes("node_modules")) return bin;
  await cp(dirname(bin), join(folder, "programs"), { recursive: true, verbatimSymlinks: true });
  return join(folder, "programs", "bin");
}

/** Starts PostgreSQL with its data in the folder given, or tells why there is none. */
export async function startPostgres(folder: string, search: Search): Promise<Backend | Miss> {
  const found = await findPostgres(search);
  if (typeof found !== "string") return found;
  const uid = process.getuid?.() === 0 ? NOBODY : undefined;
  const bin = await reachableBy(uid, found, folder);
  const data = join(folder, "data");
  await mkdir(data, { mode: 0o700 });
  if (uid !== undefined) for (const owned of [folder, data]) await chown(owned, uid, uid);
  const env = { PATH: search.environment["PATH"], LC_ALL: "C" };
  const own = uid === undefined ? {} : { uid, gid: uid };
  const args = ["--pgdata", data, "--username", "pulumi", "--auth", "trust", "--no-sync"];
  await promisify(execFile)(join(bin, "initdb"), args, { env, ...own });
  const port = await freePort();
  const stop = await startServer({
    command: join(bin, "postgres"),
    args: ["-D", data, "-p", String(port), "-k", "", "-c", "listen_addresses=127.0.0.1"],
    port,
    env,
    ...(uid !== undefined && { uid }),
  });
  return { url: `postgres://pulumi@127.0.0.1:${port}/postgres?sslmode=disable`, stop };
}
