import { deepEqual } from "node:assert/strict";
import { withChime } from "../support/chime";
import { FRONTS, type Front, type FrontHost, startHost } from "../support/fronts";
import { ACCOUNT, idOf } from "../support/people";
import { until } from "../support/processes";
import { ProgramFile } from "../support/programFile";
import { type EngineStub, startEngineStub } from "../support/providerHost";

const SET = "UserSuspensionSet";

/** An engine that is killed while its program lists a user in a resource that it has not come to; its provider lives on. */
async function killEngine(front: Front, environment: Record<string, string>, program: ProgramFile) {
  const engine = await startEngineStub([]);
  const orphan = await startHost(front, SET, environment, { run: engine });
  const urn = "urn:pulumi:dev::people::chime:index:UserSuspensionSet::later";
  program.add({ resource: SET, urn, accountId: ACCOUNT, users: [idOf(0)] });
  const args = { accountId: ACCOUNT, users: [idOf(5)], __claims: program.path };
  deepEqual((await orphan.check({ accountId: ACCOUNT }, args)).failures, []);
  engine.server.forceShutdown();
  return { orphan, address: engine.address };
}

/** A run in which a user leaves a set. */
async function letGo(host: FrontHost): Promise<void> {
  const inputsOf = async (people: readonly number[]) =>
    (await host.check({ accountId: ACCOUNT }, { accountId: ACCOUNT, users: people.map(idOf) })).inputs;
  const { id, outs } = await host.create(await inputsOf([0, 1]));
  await host.update(id, outs, await inputsOf([1]));
}

describe("a provider process that outlives its engine", function () {
  this.timeout(60_000);

  for (const front of FRONTS) {
    it(`tells nothing to a later run whose engine has the same address, and ends: ${front}`, async () => {
      await withChime([{ people: 10 }], async (chime) => {
        const program = new ProgramFile();
        const { orphan, address } = await killEngine(front, chime.environment, program);
        const hosts = [orphan];
        try {
          const run: EngineStub = await startEngineStub([], address);
          const host = await startHost(front, SET, chime.environment, { run });
          hosts.push(host);
          await letGo(host);
          deepEqual(chime.suspended(), [idOf(1)]);
          await until("the process has ended", () => orphan.hasEnded);
        } finally {
          await Promise.all(hosts.map((one) => one.close()));
          program.remove();
        }
      });
    });
  }
});
