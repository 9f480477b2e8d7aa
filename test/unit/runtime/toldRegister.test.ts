import { equal } from "node:assert/strict";
import { createServer } from "node:net";
import { listenerAt } from "../../../provider/model/listener";
import { createToldRegister } from "../../../provider/runtime/toldRegister";
import { endServer, listenAt } from "../../support/listeners";

describe("what a preview has told", () => {
  it("is known to the update of the same CLI, and not to a later one at its address", async () => {
    const cli = createServer();
    const address = (await listenAt(cli)).replace("127.0.0.1", "localhost");
    const preview = createToldRegister(address);
    preview.noteRun(true);
    equal(preview.isTold("nobody changes", "urn"), false);
    const isToldIn = (register = createToldRegister(address)): boolean => {
      register.noteRun(false);
      return register.isTold("nobody changes", "urn");
    };
    equal(isToldIn(), true);
    const knows = listenerAt(address) !== undefined;
    await endServer(cli);
    const later = createServer();
    await listenAt(later, address);
    // Where the system does not tell who listens there, the address has to do.
    equal(isToldIn(), !knows);
    await endServer(later);
  });

  it("is known to the update, too, where neither is told which of both it is, and each says the same as often as it wants to", async () => {
    const cli = createServer();
    const address = (await listenAt(cli)).replace("127.0.0.1", "localhost");
    const knows = listenerAt(address) !== undefined;
    const preview = createToldRegister(address);
    equal(preview.isTold("1 entry ends", "urn"), false);
    equal(preview.isTold("1 entry ends", "urn"), false);
    const update = createToldRegister(address);
    equal(update.isTold("1 entry ends", "urn"), knows);
    equal(update.isTold("1 entry ends", "another"), false);
    equal(update.isTold("1 entry begins", "urn"), false);
    await endServer(cli);
    const later = createServer();
    await listenAt(later, address);
    equal(createToldRegister(address).isTold("1 entry ends", "urn"), false);
    await endServer(later);
  });
});
