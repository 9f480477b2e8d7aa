import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** How a ciphertext of Vault's begins. */
const PREFIX = "vault:v1:";

/** What a stack is made with whose secrets are in the care of that service. */
export const IN_VAULT = ["--secrets-provider", "hashivault://tests"];

let address: Promise<string> | undefined;

/** The two calls of HashiCorp Vault that the CLI makes, for a key that nobody needs to keep. */
function start(): Promise<string> {
  const server = createServer(async (request, response) => {
    const { plaintext = "", ciphertext = "" } = (await json(request)) as { plaintext?: string; ciphertext?: string };
    const data = request.url?.includes("/encrypt/")
      ? { ciphertext: `${PREFIX}${plaintext}` }
      : { plaintext: ciphertext.slice(PREFIX.length) };
    response.setHeader("Content-Type", "application/json").end(JSON.stringify({ data }));
  });
  // It keeps no process from ending: each test that asks it has work of its own.
  server.unref();
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

/**
 * The environment in which the CLI gets its key from a service instead of making it of a passphrase, which takes it a sixth of a
 * second with each command, the half of all that the engine does in a test.
 */
export async function vaultEnvironment(): Promise<Record<string, string>> {
  address ??= start();
  return { VAULT_SERVER_URL: await address };
}
