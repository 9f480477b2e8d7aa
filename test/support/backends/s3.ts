import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Miss, Search } from "../pulumi/engine";
import type { Backend } from "./backend";
import { findGateway } from "./findGateway";
import { freePort, startServer } from "./server";

/** The key pair that requests to the store are to be signed with. */
interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Starts an S3 store with one bucket, kept in the folder given, or tells why there is none. */
export async function startS3(folder: string, keys: Keys, search: Search): Promise<Backend | Miss> {
  const command = await findGateway(search);
  if (typeof command !== "string") return command;
  const data = join(folder, "data");
  await mkdir(join(data, "pulumi"), { recursive: true });
  await mkdir(join(folder, "metadata"));
  const port = await freePort();
  const stop = await startServer({
    command,
    // What S3 knows of an object beside its bytes goes into files, since not every file system has room for it.
    args: ["--port", `127.0.0.1:${port}`, "--quiet", "posix", "--sidecar", join(folder, "metadata"), data],
    port,
    env: {
      PATH: search.environment["PATH"],
      ROOT_ACCESS_KEY: keys.accessKeyId,
      ROOT_SECRET_KEY: keys.secretAccessKey,
    },
  });
  const query = `region=us-east-1&endpoint=http://127.0.0.1:${port}&s3ForcePathStyle=true`;
  return { url: `s3://pulumi?${query}`, stop };
}
