import { equal } from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { mock } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { engineAt, hasEnded, onceEnded } from "../../../provider/model/engineEnd";
import { endServer, listenAt } from "../../support/listeners";

describe("an engine", () => {
  let server: Server;
  let address: string;
  beforeEach(async () => {
    server = createServer((socket) => socket.end());
    address = await listenAt(server);
  });
  afterEach(() => mock.timers.reset());

  /** Lets the time between two looks pass, several times, or until something is so. */
  async function look(isSo: () => boolean = () => false): Promise<void> {
    for (let turns = 0; turns < 20_000 && !isSo(); turns += 1) {
      if (turns % 200 === 0) mock.timers.tick(2_000);
      await turn();
    }
  }

  it("has ended where another one listens at its address, if the system tells who does", async () => {
    const engine = engineAt(address);
    if (engine.listener === undefined) return await endServer(server);
    equal(hasEnded(engine), false);
    await endServer(server);
    const later = createServer();
    await listenAt(later, address);
    equal(hasEnded(engine), true);
    await endServer(later);
  });

  it("has ended once nobody listens at its address, where the system does not tell who does", async () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    let isGone = false;
    const asked = once(server, "connection");
    onceEnded({ address, listener: undefined }, () => {
      isGone = true;
    });
    mock.timers.tick(2_000);
    await asked;
    await look();
    equal(isGone, false);
    await endServer(server);
    await look(() => isGone);
    equal(isGone, true);
  });

  it("that was never there does not end", async () => {
    await endServer(server);
    mock.timers.enable({ apis: ["setTimeout"] });
    let isGone = false;
    onceEnded({ address, listener: undefined }, () => {
      isGone = true;
    });
    await look();
    equal(isGone, false);
  });
});
