import { deepEqual, equal, match } from "node:assert/strict";
import { type Chime, withChime } from "../support/chime";
import { FRONTS, type FrontHost, startHost } from "../support/fronts";
import { ACCOUNT, idOf } from "../support/people";
import type { Props } from "../support/providerHost";

/** The licenses of people, by number. */
type Licenses = Readonly<Record<number, string>>;

const OLD: Props = { accountId: ACCOUNT };

/** An assignment as the stack has it. */
interface Made {
  readonly name: string;
  readonly outs: Props;
}

/** The resources of a program, each asked as the engine does. */
class Run {
  readonly host: FrontHost;

  constructor(host: FrontHost) {
    this.host = host;
  }

  async check(name: string, people: Licenses, olds: Props = OLD, more: Props = {}): Promise<Props> {
    this.host.goOnWith(name);
    const licenses = Object.fromEntries(Object.entries(people).map(([i, license]) => [idOf(Number(i)), license]));
    const { inputs, failures } = await this.host.check(olds, { accountId: ACCOUNT, licenses, ...more });
    deepEqual(failures, []);
    return inputs;
  }

  async create(name: string, people: Licenses): Promise<Made> {
    const inputs = await this.check(name, people, {});
    return { name, outs: (await this.host.create(inputs)).outs };
  }

  async compare(
    { name, outs }: Made,
    people: Licenses,
    more: Props = {},
  ): Promise<{ readonly changes: boolean; readonly inputs: Props }> {
    const inputs = await this.check(name, people, OLD, more);
    return { inputs, changes: (await this.host.diff(name, outs, inputs)).changes };
  }

  async update({ name, outs }: Made, inputs: Props): Promise<Made> {
    this.host.goOnWith(name);
    return { name, outs: await this.host.update(name, outs, inputs) };
  }

  async delete({ name, outs }: Made): Promise<void> {
    this.host.goOnWith(name);
    await this.host.delete(name, outs);
  }
}

type Name = "a" | "b";

for (const front of FRONTS) {
  describe(`a license that a run which failed has given over to another assignment of the ${front} provider`, () => {
    /** Assignment "a" has 1 and 2 at Pro by the state; "b" has 1 at Plus since, in a run that did not come to "a". */
    const afterFailure = async (
      story: (
        run: Run,
        chime: Chime,
        made: { readonly a: Made; readonly b: Made; readonly destroys: Run },
      ) => Promise<void>,
    ): Promise<void> => {
      await withChime([{ people: 10 }], async (chime) => {
        const hosts: FrontHost[] = [];
        const begin = async (): Promise<Run> => {
          const host = await startHost(front, "UserLicenseAssignment", chime.environment);
          hosts.push(host);
          return new Run(host);
        };
        try {
          const a = await (await begin()).create("a", { 1: "Pro", 2: "Pro" });
          const failing = await begin();
          await failing.compare(a, { 2: "Pro" });
          const b = await failing.create("b", { 1: "Plus", 3: "Plus" });
          deepEqual(
            [1, 2, 3].map((i) => chime.licenseOf(idOf(i))),
            ["Plus", "Pro", "Plus"],
          );
          chime.lines();
          const last = await begin();
          await story(last, chime, { a, b, destroys: await begin() });
        } finally {
          await Promise.all(hosts.map((host) => host.close()));
        }
      });
    };

    for (const [order, license] of [
      ["the first one first", "Basic"],
      ["the other one first", "Basic"],
      ["the first one first", "Pro"],
      ["the other one first", "Pro"],
    ] as const) {
      it(`is what it was before both where both go, and the other one has found it so: ${license}, ${order}`, async () => {
        await withChime([{ people: 10, pro: license === "Pro" ? [1] : [] }], async (chime) => {
          const hosts = await Promise.all(
            [1, 2, 3].map(() => startHost(front, "UserLicenseAssignment", chime.environment)),
          );
          const [before, failing, last] = hosts.map((host) => new Run(host)) as [Run, Run, Run];
          try {
            const a = await before.create("a", { 1: "Plus" });
            // The run has failed before the engine asked about "a".
            const b = await failing.create("b", { 1: "Pro" });
            equal(chime.licenseOf(idOf(1)), "Pro");
            for (const one of order.startsWith("the first") ? [a, b] : [b, a]) await last.delete(one);
            equal(chime.licenseOf(idOf(1)), license);
          } finally {
            await Promise.all(hosts.map((host) => host.close()));
          }
        });
      });
    }

    it("is given back where that one goes: the first one does not look", async () => {
      await afterFailure(async (run, chime, { a, b }) => {
        equal((await run.compare(a, { 1: "Pro", 2: "Pro" })).changes, false);
        deepEqual(chime.lines(), []);
        await run.delete(b);
        deepEqual(chime.writes(), ["POST BatchUpdateUser 2 users -> 200"]);
        deepEqual(
          [1, 2, 3].map((i) => chime.licenseOf(idOf(i))),
          ["Pro", "Pro", "Basic"],
        );
        match(
          run.host.said.map(({ text }) => text).join("\n"),
          /license Plus -> Pro, goes back to UserLicenseAssignment "a" \(1\)/,
        );
      });
    });

    it("is given back where that one does not list it any more, whichever the engine asks about first", async () => {
      for (const order of ["ab", "ba"]) {
        await afterFailure(async (run, chime, { a, b, destroys }) => {
          const compareA = () => run.compare(a, { 1: "Pro", 2: "Pro" });
          const early = order === "ab" ? await compareA() : undefined;
          const ofB = await run.compare(b, { 3: "Plus" });
          const ofA = early ?? (await compareA());
          // A dynamic provider previews in the comparison, so that the first one is told of it, and looks.
          deepEqual([ofA.changes, ofB.changes], [front === "dynamic" && order === "ba", true]);
          const b2 = await run.update(b, ofB.inputs);
          const a2 = ofA.changes ? await run.update(a, ofA.inputs) : a;
          deepEqual(chime.writes(), ["POST BatchUpdateUser 1 user -> 200"]);
          deepEqual(
            [1, 2, 3].map((i) => chime.licenseOf(idOf(i))),
            ["Pro", "Pro", "Plus"],
          );
          await destroys.delete(a2);
          await destroys.delete(b2);
          deepEqual(
            [1, 2, 3].map((i) => chime.licenseOf(idOf(i))),
            ["Basic", "Basic", "Basic"],
          );
        });
      }
    });

    it("is left where somebody else has changed it since", async () => {
      await afterFailure(async (run, chime, { a, b }) => {
        chime.server.changeUser(ACCOUNT, idOf(1), { LicenseType: "ProTrial" });
        await run.compare(a, { 1: "Pro", 2: "Pro" });
        await run.delete(b);
        deepEqual(
          [1, 2, 3].map((i) => chime.licenseOf(idOf(i))),
          ["ProTrial", "Pro", "Basic"],
        );
      });
    });

    for (const order of [["a", "b"] as const, ["b", "a"] as const]) {
      const [first, second] = order;
      it(`is left to the other one where neither lists it any more, and "${first}" is asked about first`, async () => {
        await afterFailure(async (run, chime, { a, b }) => {
          const made: Readonly<Record<Name, Made>> = { a, b };
          const compared = { a: await run.compare(a, { 2: "Pro" }), b: await run.compare(b, { 3: "Plus" }) };
          await run.update(made[first], compared[first].inputs);
          // Should the run end here, the account is as the state of the other one says.
          equal(chime.licenseOf(idOf(1)), { a: "Plus", b: "Pro" }[first]);
          await run.update(made[second], compared[second].inputs);
          deepEqual(
            [1, 2, 3].map((i) => chime.licenseOf(idOf(i))),
            ["Basic", "Pro", "Plus"],
          );
        });
      });

      for (const [what, more] of [
        ["gives the user something else on leaving", { onRemoval: "retain" }],
        ["protects the user", { protectedUsers: [idOf(1)] }],
      ] as const) {
        it(`is not left to one that ${what}, and "${first}" is asked about first`, async () => {
          await afterFailure(async (run, chime, { a, b }) => {
            const made: Readonly<Record<Name, Made>> = { a, b };
            const compared = { a: await run.compare(a, { 2: "Pro" }, more), b: await run.compare(b, { 3: "Plus" }) };
            for (const name of [first, second]) await run.update(made[name], compared[name].inputs);
            equal(chime.licenseOf(idOf(1)), "Basic");
          });
        });
      }
    }
  });
}
