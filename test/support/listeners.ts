import { once } from "node:events";
import type { AddressInfo, Server } from "node:net";

/** Has a server listen on this machine alone, at an address that another one had, if told, and gives it back. */
export async function listenAt(server: Server, address = "127.0.0.1:0"): Promise<string> {
  server.listen(Number(address.split(":")[1]), "127.0.0.1");
  await once(server, "listening");
  // A test that fails does not end it.
  server.unref();
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function endServer(server: Server): Promise<void> {
  server.close();
  await once(server, "close");
}
