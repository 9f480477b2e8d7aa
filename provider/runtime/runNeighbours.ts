import { randomBytes, timingSafeEqual } from "node:crypto";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import type { Answer, Neighbours, Question } from "../lifecycle/neighbours";
import type { RunFiles } from "./runFiles";

/** How long an answer is waited for, in milliseconds. A process that is busy with thousands of users needs its time. */
const LONGEST_ANSWER_MS = 2_000;

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

/** Answers one question: the key in the first line, the question in the second. */
async function serve(socket: Socket, key: string, how: (question: Question) => Answer): Promise<void> {
  socket.setTimeout(LONGEST_ANSWER_MS, () => socket.destroy());
  const [given = "", question = ""] = (await readAll(socket)).split("\n");
  if (!isKey(given, key)) socket.destroy();
  else socket.end(JSON.stringify(how(JSON.parse(question))));
}

async function askOne(line: string, question: string): Promise<Answer | undefined> {
  const [port = "", key = ""] = line.split(" ");
  const socket = connect({ port: Number(port), host: "127.0.0.1", allowHalfOpen: true });
  socket.setTimeout(LONGEST_ANSWER_MS, () => socket.destroy());
  try {
    socket.end(`${key}\n${question}`);
    return JSON.parse(await readAll(socket));
  } catch {
    // It has ended, or is too busy: what it knows is not known here then.
    return undefined;
  }
}

/**
 * The provider processes of one run, each on a port of this machine alone. The register, which nobody else can read, has
 * the ports and a key for each, so that no other program of the machine learns who is listed. What they tell each other is
 * nowhere on disk.
 */
export function openNeighbours(register: RunFiles): Neighbours {
  let own: string | undefined;
  return {
    answer(how) {
      const key = randomBytes(18).toString("base64url");
      const server = createServer({ allowHalfOpen: true }, (socket) => {
        serve(socket, key, how).catch(() => socket.destroy());
      });
      // Without a port of its own this process still knows its own resources.
      server.on("error", () => undefined);
      server.listen(0, "127.0.0.1", () => {
        own = `${(server.address() as AddressInfo).port} ${key}`;
        register.add(own);
      });
      server.unref();
    },
    async ask(question) {
      const others = register.read().filter((line) => line !== "" && line !== own);
      // The question may be about tens of thousands of users.
      if (others.length === 0) return [];
      const text = JSON.stringify(question);
      const answers = await Promise.all(others.map((line) => askOne(line, text)));
      return answers.filter((answer) => answer !== undefined);
    },
  };
}
