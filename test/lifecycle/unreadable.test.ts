import { deepEqual, doesNotMatch, equal, match, rejects } from "node:assert/strict";
import { Chime } from "../support/chime";
import { FRONTS, type FrontHost, startHost } from "../support/fronts";
import { ACCOUNT, idOf } from "../support/people";
import type { Props } from "../support/providerHost";

const SET = { accountId: ACCOUNT, users: [idOf(1)] };
const OTHER = { accountId: ACCOUNT, users: [idOf(2)] };

for (const front of FRONTS) {
  describe(`an account that can't be read, by the ${front} provider`, () => {
    let chime: Chime;
    before(async () => {
      chime = await Chime.start({ people: 5 });
    });
    after(() => chime.server.close());
    beforeEach(() => chime.server.faults.clear());

    async function withHost(
      settings: Readonly<Record<string, string>>,
      use: (host: FrontHost) => Promise<void>,
    ): Promise<void> {
      const host = await startHost(front, "UserSuspensionSet", chime.environment, { name: "one", settings });
      try {
        await use(host);
      } finally {
        await host.close();
      }
    }

    const deny = (): void => chime.server.faults.always("*", { status: 403, name: "ForbiddenException" });
    const warnings = ({ said }: FrontHost): string[] =>
      said.flatMap(({ severity, text }) => (severity === "WARNING" ? [text] : []));

    /** What a set in an account within reach has in its state and its inputs. */
    async function created(): Promise<{ id: string; outs: Props; inputs: Props }> {
      let result: { id: string; outs: Props; inputs: Props } | undefined;
      await withHost({}, async (host) => {
        const { inputs } = await host.check({}, SET);
        result = { ...(await host.create(inputs)), inputs };
      });
      if (!result) throw new Error("nothing was created");
      return result;
    }

    it("is told once, however many resources are on it", async () => {
      deny();
      await withHost({}, async (host) => {
        for (const [name, args] of [
          ["one", SET],
          ["two", OTHER],
        ] as const) {
          host.goOnWith(name);
          deepEqual((await host.previewCreate(args)).refusals, []);
        }
        const [text, ...more] = warnings(host);
        match(text ?? "", /^UserSuspensionSet "one": the account could not be read, so nothing was checked.*Forbidden/);
        match(
          text ?? "",
          /as in CI, set chime:unreadable to "fail" and run pulumi up once: until then .* the old setting\. This is said once for all resources on the account\.$/,
        );
        deepEqual(more, []);
      });
    });

    it("leaves open whom an exclusive set would let in, and that is said", async () => {
      deny();
      await withHost({}, async (host) => {
        deepEqual((await host.previewCreate({ ...SET, exclusive: true })).refusals, []);
        match(
          warnings(host).join("\n"),
          /"one": exclusive, .* whom it would let in beside those named here is not known/,
        );
      });
    });

    it("is not taken for out of reach any more once it was read, nor where all that is asked is known", async () => {
      await withHost({}, async (host) => {
        const { inputs } = await host.previewCreate(SET);
        chime.server.faults.always("*", { status: 403, name: "ForbiddenException" });
        host.goOnWith("two");
        await host.previewCreate(OTHER);
        equal(warnings(host).length, 1);
        host.said.length = 0;
        host.goOnWith("one");
        await host.previewCreate(SET);
        deepEqual(warnings(host), [], "this one is known");
        match(host.said[0]?.text ?? "", /suspend 1 user/);
        doesNotMatch(host.said[0]?.text ?? "", /from the state alone/);

        chime.server.faults.clear();
        host.goOnWith("one");
        const { id, outs } = await host.create(inputs);
        await host.read(id, { ...outs, holdings: { suspended: { active: { [idOf(4)]: "" } } } });
        host.said.length = 0;
        host.goOnWith("two");
        await host.previewCreate(OTHER);
        match(host.said[0]?.text ?? "", /suspend 1 user/);
        doesNotMatch(host.said[0]?.text ?? "", /from the state alone/);
      });
    });

    it("is told once in a refresh", async () => {
      const { id, outs } = await created();
      deny();
      await withHost({}, async (host) => {
        for (const name of ["one", "two"]) {
          host.goOnWith(name);
          await host.read(id, outs);
        }
        equal(warnings(host).length, 1);
        match(warnings(host)[0] ?? "", /"one": NOT refreshed/);
        match(
          warnings(host)[0] ?? "",
          /set chime:unreadable to "fail" and run pulumi up once: until then a refresh without --run-program goes by the old setting\. /,
        );
      });
    });

    it("is not taken for one that does not exist, nor its users for missing, by what is not Chime's own answer", async () => {
      chime.lines();
      for (const [operation, fault, says] of [
        ["*", { status: 404, form: "html" }, /failed: HTTP 404 "404 404" \(request \S+, attempt/],
        [
          "*",
          { status: 410, message: "It is retired", form: "unnamed" },
          /HTTP 410 "It is retired" \(request \S+, att/,
        ],
        ["GetUser", { status: 404, form: "empty" }, /^.*GetUser .*failed: HTTP 404 \(request \S+, attempt/s],
      ] as const) {
        chime.server.faults.clear();
        chime.server.faults.always(operation, fault);
        await withHost({}, async (host) => {
          const { inputs, refusals } = await host.previewCreate(SET);
          deepEqual(refusals, []);
          const [text = "", ...more] = warnings(host);
          deepEqual(more, []);
          match(text, /^UserSuspensionSet "one": the account could not be read, so nothing was checked/);
          match(text, says);
          match(text, /Check the endpoint http:\/\/127\.0\.0\.1:\d+ \(chime:endpoint, AWS_ENDPOINT_URL_CHIME\)\./);
          match(host.said.map((one) => one.text).join("\n"), /suspend 1 user/, "from the state alone");
          await rejects(host.create(inputs), (error: Error) => {
            match(error.message, says);
            match(error.message, /Check the endpoint http/);
            doesNotMatch(error.message, /does not exist|not found in/);
            return true;
          });
        });
      }
      deepEqual(
        chime.lines().filter((line) => line.startsWith("POST")),
        [],
      );
    });

    const FAILS =
      /the account could not be read, and chime:unreadable is "fail"\. .*Forbidden.* set chime:unreadable to "warn"/s;

    it("fails the preview of a create where chime:unreadable says so", async () => {
      deny();
      await withHost({ unreadable: "fail" }, async (host) => {
        const { refusals } = await host.previewCreate(SET);
        equal(refusals.length, 1);
        match(refusals[0] ?? "", FAILS);
      });
    });

    it("fails the preview of an update and the refresh where chime:unreadable says so", async () => {
      const { id, outs, inputs } = await created();
      deny();
      await withHost({ unreadable: "fail" }, async (host) => {
        const { inputs: now, failures } = await host.check(inputs, { ...SET, users: [idOf(1), idOf(3)] });
        deepEqual(failures, []);
        await rejects(host.previewUpdate(id, outs, now), FAILS);
        await rejects(host.read(id, outs), (error: Error) => {
          match(error.message, FAILS);
          match(
            error.message,
            /from the state alone; a refresh without --run-program goes by the settings of the last pulumi up\.$/,
          );
          return true;
        });
      });
    });

    it("does not matter to chime:unreadable where nothing has to be read", async () => {
      const { id, outs, inputs } = await created();
      deny();
      await withHost({ unreadable: "fail" }, async (host) => {
        const { inputs: now } = await host.check(inputs, SET);
        equal((await host.diff(id, outs, now)).changes, false);
      });
    });
  });
}
