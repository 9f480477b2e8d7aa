import { randomBytes, timingSafeEqual } from "node:crypto";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import type { RunFiles } from "./runFiles";

/** How long an answer is waited for, in milliseconds. A process that is busy with thousands of users needs its time. */
const LONGEST_ANSWER_MS = 2_000;

/** The same where whoever is asked has to ask others for it. */
export const LONGEST_INQUIRY_MS = 10_000;

/** How the processes of one run talk to each other: one asks a text, each of the others answers with one. */
export interface RunPort {
  /** Has the others' texts answered from now on. Resolves to its line in a register, once the others can find this process. */
  answer(how: (text: string) => Promise<string>): Promise<string | undefined>;
  /**
   * Asks all in this register, and in another one, if told; who gives no answer is not waited for. The text is made only where
   * there is somebody: it may be about tens of thousands of users.
   */
  ask(text: () => string, more?: RunFiles, longestMs?: number): Promise<readonly string[]>;
}

/** What one says to the other: until the end of its half of the connection. */
async function readAll(socket: Socket): Promise<string> {
  let text = "";
  for await (const chunk of socket.setEncoding("utf8")) text += chunk;
  return text;
}

function isKey(text: string, key: string): boolean {
  const [given, own] = [Buffer.from(text), Buffer.from(key)];
  return given.length === own.length && timingSafeEqual(given, own);
}

/** Answers once: the key in the first line, the text in the second. */
async function serve(socket: Socket, key: string, how: (text: string) => Promise<string>): Promise<void> {
  socket.setTimeout(LONGEST_ANSWER_MS, () => socket.destroy());
  const [given = "", text = ""] = (await readAll(socket)).split("\n");
  if (!isKey(given, key)) return void socket.destroy();
  // Whoever asks knows how long the answer is worth waiting for, and hangs up.
  socket.setTimeout(0);
  socket.end(await how(text));
}

async function askOne(line: string, text: string, longestMs: number): Promise<string | undefined> {
  const [port = "", key = ""] = line.split(" ");
  const socket = connect({ port: Number(port), host: "127.0.0.1", allowHalfOpen: true });
  socket.setTimeout(longestMs, () => socket.destroy());
  try {
    socket.end(`${key}\n${text}`);
    return await readAll(socket);
  } catch {
    // It has ended, or is too busy: what it knows is not known here then.
    return undefined;
  }
}

/**
 * Listens on a port of this machine alone, until the run is over and without keeping the process alive; undefined where that
 * can't be.
 */
function listen(answer: (socket: Socket) => Promise<void>, run: RunFiles): Promise<number | undefined> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    answer(socket).catch(() => socket.destroy());
  });
  server.unref();
  run.onceOver(() => server.close());
  return new Promise((resolve) => {
    server.on("error", () => resolve(undefined));
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

/**
 * The processes of one run, each on a port of this machine alone. The register, which nobody else can read, has the ports
 * and a key for each, so that no other program of the machine learns who is listed. What they tell each other is nowhere on
 * disk.
 */
export function openRunPort(register: RunFiles): RunPort {
  let own: string | undefined;
  return {
    async answer(how) {
      const key = randomBytes(18).toString("base64url");
      const port = await listen((socket) => serve(socket, key, how), register);
      // Without a port of its own this process still knows what it was told itself.
      if (port === undefined) return undefined;
      own = `${port} ${key}`;
      register.add(own);
      return own;
    },
    async ask(makeText, more, longestMs = LONGEST_ANSWER_MS) {
      const lines = new Set([...register.read(), ...(more?.read() ?? [])]);
      const others = [...lines].filter((line) => line !== "" && line !== own);
      if (others.length === 0) return [];
      const text = makeText();
      const answers = await Promise.all(others.map((line) => askOne(line, text, longestMs)));
      return answers.filter((answer) => answer !== undefined);
    },
  };
}
