import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { suspensionKind } from "../../provider/lifecycle/kinds";
import { decodeOutputs } from "../../provider/native/state/outputs";
import { type Chime, withChime } from "../support/chime";
import { FRONTS, type Front, type FrontHost, startHost } from "../support/fronts";
import { ACCOUNT, emailOf, idOf, range } from "../support/people";
import type { Props } from "../support/providerHost";

const KEY = emailOf(1).toLowerCase();
const SHARED =
  /share an address that is listed, .*: person\.1@example\.com \(user IDs \S*0001, \S*0002\)\. List the user ID/;
const TAKEN =
  /given to somebody else .* still there under another name: person\.1@example\.com \(user ID \S*0001 before, \S*0002 now\)/;
const GIVEN_ON =
  /: kept by an address that somebody else has now: person\.1@example\.com \(user ID \S*0001 before, \S*0002 now\)\. Where the program still lists the address, the entry means the user from before: list the user ID/;
const REPLACED =
  /belongs to a new user now: person\.1@example\.com \(user ID \S*0001 before, \S*0002 now\)\. .* If that one is not meant/;

/** A state in which the first person was suspended by the set, by address, as either front reads it. */
const HELD: Props = {
  stateVersion: 1,
  accountId: ACCOUNT,
  holdings: { suspended: { active: { [KEY]: idOf(1) } } },
  failures: [],
};

/** Runs a story in a provider process; a set that was asked to suspend person 1 by address is in its state. */
async function inProcess(
  front: Front,
  prepare: (chime: Chime) => void,
  story: (host: FrontHost, chime: Chime) => Promise<void>,
  people = 40,
): Promise<void> {
  await withChime([{ people, suspended: [1] }], async (chime) => {
    prepare(chime);
    const host = await startHost(front, "UserSuspensionSet", chime.environment, { name: "leavers" });
    try {
      await story(host, chime);
    } finally {
      await host.close();
    }
  });
}

const give = (chime: Chime, who: number, address: string): unknown =>
  chime.server.changeUser(ACCOUNT, idOf(who), { PrimaryEmail: address });

/** Whom a state keeps, by user ID, and who is not as declared. */
function keptIn(props: Props): [Record<string, string>, Record<string, string>] {
  const { holdings, drifted } = decodeOutputs(suspensionKind, props, {}).ledger;
  const ids = [...holdings].map(([key, { userId }]) => [key, userId]);
  return [Object.fromEntries(ids), Object.fromEntries(drifted)];
}

const warnings = (host: FrontHost): string[] =>
  host.said.flatMap(({ severity, text }) => (severity === "WARNING" ? [text] : []));

for (const front of FRONTS) {
  describe(`an address that two users of the account share, by the ${front} provider`, () => {
    for (const [how, args] of [
      ["looked up alone", { users: [KEY] }],
      ["found among the pages", { users: [KEY, ...range(10, 14).map(emailOf)] }],
      ["found in the whole account", { users: [KEY], exclusive: true }],
    ] as const) {
      it(`is refused at preview and before the first write, naming both: ${how}`, async () => {
        await inProcess(
          front,
          (chime) => give(chime, 2, KEY.toUpperCase()),
          async (host, chime) => {
            const { inputs, refusals } = await host.previewCreate({ accountId: ACCOUNT, ...args });
            equal(refusals.length, 1);
            match(refusals[0] ?? "", front === "dynamic" ? /^users: / : /refused, nothing was changed\. users: /);
            match(refusals[0] ?? "", SHARED);
            equal(host.said.filter(({ text }) => text.includes("suspend 1 user")).length, 0);
            await rejects(host.create(inputs), SHARED);
            deepEqual(chime.writes(), []);
            const byId = await host.previewCreate({ accountId: ACCOUNT, users: [idOf(2)] });
            deepEqual(byId.refusals, []);
          },
        );
      });
    }

    it("is no matter where the user who shares it is not listed by it, or has another one by now", async () => {
      await inProcess(
        front,
        (chime) => give(chime, 2, KEY),
        async (host, chime) => {
          const { refusals } = await host.previewCreate({ accountId: ACCOUNT, users: [KEY] });
          equal(refusals.length, 1);
          give(chime, 2, "other@example.com");
          const later = await startHost(front, "UserSuspensionSet", chime.environment, { name: "leavers" });
          try {
            deepEqual((await later.previewCreate({ accountId: ACCOUNT, users: [KEY] })).refusals, []);
          } finally {
            await later.close();
          }
        },
      );
    });
  });

  describe(`an address that was given to somebody else since, by the ${front} provider`, () => {
    const update = async (host: FrontHost): Promise<Props> => {
      const { inputs } = await host.check(
        { accountId: ACCOUNT },
        { accountId: ACCOUNT, users: [KEY], exclusive: true },
      );
      return inputs;
    };

    it("is refused while the user from before is there, and nobody is changed", async () => {
      await inProcess(
        front,
        (chime) => {
          give(chime, 1, "married@example.com");
          give(chime, 2, KEY);
        },
        async (host, chime) => {
          const inputs = await update(host);
          await rejects(host.previewUpdate("id", HELD, inputs), TAKEN);
          await rejects(host.update("id", HELD, inputs), TAKEN);
          deepEqual(chime.writes(), []);
          const { props } = await host.read("id", HELD);
          deepEqual(keptIn(props)[0], { [KEY]: idOf(1) }, "a refresh keeps to the user from before");
        },
      );
    });

    it("stands for the user from before in its entry, which a refresh says: who has it by now leaves a resource like anybody", async () => {
      const give12 = (chime: Chime): void => {
        chime.server.suspend(ACCOUNT, [idOf(2)]);
        give(chime, 1, "married@example.com");
        give(chime, 2, KEY);
      };
      const second = { [idOf(2)]: "" };
      const states: Record<string, Props> = {
        "in one set": { ...HELD, holdings: { suspended: { active: { [KEY]: idOf(1), ...second } } } },
        "in two sets": { ...HELD, holdings: { suspended: { active: second } } },
      };
      for (const [how, held] of Object.entries(states)) {
        await inProcess(front, give12, async (host, chime) => {
          const args = (users: readonly string[]): Props => ({ accountId: ACCOUNT, users });
          if (how === "in two sets") {
            host.goOnWith("other");
            const { inputs } = await host.check({ accountId: ACCOUNT }, args([KEY]));
            equal((await host.diff("id", HELD, inputs)).changes, false);
            host.goOnWith("leavers");
          } else {
            await host.read("id", held);
            match(warnings(host).join("\n"), GIVEN_ON);
          }
          const { inputs } = await host.check({ accountId: ACCOUNT }, args(how === "in one set" ? [KEY] : []));
          equal((await host.diff("id", held, inputs)).changes, true);
          await host.update("id", held, inputs);
          deepEqual(chime.suspended(), [idOf(1)], how);
        });
      }
    });

    it("means the new one where the user from before is gone, and that is said: in an update and in a refresh", async () => {
      const leave = (chime: Chime): void => {
        chime.server.removeUser(ACCOUNT, idOf(1));
        give(chime, 2, KEY);
      };
      await inProcess(front, leave, async (host, chime) => {
        const inputs = await update(host);
        equal((await host.diff("id", HELD, inputs)).changes, true);
        await host.previewUpdate("id", HELD, inputs);
        match(warnings(host).join("\n"), REPLACED);
        await host.update("id", HELD, inputs);
        deepEqual(chime.suspended(), [idOf(2)]);
      });
      await inProcess(front, leave, async (host) => {
        const { props } = await host.read("id", HELD);
        deepEqual(keptIn(props), [{}, { [KEY]: "active" }], "nothing is known of the new one");
        match(warnings(host).join("\n"), REPLACED);
      });
    });

    it("is nobody's in a refresh where the user from before is gone and several share it", async () => {
      await inProcess(
        front,
        (chime) => {
          chime.server.removeUser(ACCOUNT, idOf(1));
          give(chime, 2, KEY);
          give(chime, 3, KEY);
        },
        async (host) => {
          const { props } = await host.read("id", HELD);
          deepEqual(keptIn(props), [{ [KEY]: idOf(1) }, { [KEY]: "missing" }]);
        },
      );
    });
  });
}
