import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

const TRIES = 600;
const BETWEEN_MS = 100;

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port could be had");
  return address.port;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

/** How a server is started. */
interface ServerProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly port: number;
  readonly env: NodeJS.ProcessEnv;
  readonly uid?: number;
}

/** Starts a server program and waits until it takes connections. Rejects with its last words where it ends before. */
export async function startServer({ command, args, port, env, uid }: ServerProgram): Promise<() => Promise<void>> {
  const user = uid === undefined ? {} : { uid, gid: uid };
  const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"], ...user });
  let said = "";
  let failure: Error | undefined;
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  child.once("error", (error) => {
    failure = error;
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-2_000);
    });
  }
  for (let tries = 0; tries < TRIES && failure === undefined && child.exitCode === null; tries += 1) {
    if (await isListening(port)) {
      return async () => {
        child.kill("SIGINT");
        await closed;
      };
    }
    await wait(BETWEEN_MS);
  }
  child.kill("SIGKILL");
  throw failure ?? new Error(`${command} takes no connections: ${said}`);
}
