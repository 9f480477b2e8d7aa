import { deepEqual, equal, ok } from "node:assert/strict";
import { createClient } from "../../provider/chime/client";
import { AccountReader, type Reading } from "../../provider/lifecycle/accountReader";
import { ABSENT } from "../../provider/model/userReading";
import { startWireServer, type WireRecord } from "../client/wireServer";
import { FastClock } from "../support/fastClock";
import { ACCOUNT, emailOf, idOf, range } from "../support/people";
import { change } from "../support/planning";

/** A service that makes use of what the API's documents leave open. */
interface Service {
  readonly people: number;
  /** How many users it gives a page, whatever it is asked for. */
  readonly perPage?: number;
  /** Whether there is nobody on the first page. */
  readonly emptyFirst?: boolean;
  /** How many of its own tokens it refuses from now on. */
  readonly refusals?: { left: number };
  /** People who are gone, and count in no page. */
  readonly gone?: Set<number>;
}

interface Calls {
  readonly pages: number;
  readonly looks: number;
}

/** A reader before such a service, and what it has asked it since the last look. */
async function withReader(service: Service, story: (reader: AccountReader, calls: () => Calls) => Promise<void>) {
  const { people, perPage = 200, emptyFirst = false, refusals = { left: 0 }, gone = new Set() } = service;
  let pages = 0;
  let looks = 0;
  const userOf = (i: number) => ({ UserId: idOf(i), PrimaryEmail: emailOf(i) });
  const numberOf = (name: string): number => Number(/(\d+)(@|$)/.exec(name)?.[1]);

  function pageAt(token: string | null): { status: number; body: unknown } {
    pages += 1;
    if (token !== null && refusals.left > 0) {
      refusals.left -= 1;
      return { status: 400, body: { Code: "BadRequest", Message: "The token has expired." } };
    }
    if (emptyFirst && token === null) return { status: 200, body: { Users: [], NextToken: "0" } };
    const present = range(0, people).filter((i) => !gone.has(i));
    const from = Number(token);
    const end = from + perPage;
    const more = end < present.length ? { NextToken: `${end}` } : {};
    return { status: 200, body: { Users: present.slice(from, end).map(userOf), ...more } };
  }

  const isThere = (i: number): boolean => i < people && !gone.has(i);

  function look(pathname: string, address: string | null): { status: number; body: unknown } {
    looks += 1;
    const found = numberOf(address ?? pathname);
    if (address !== null) return { status: 200, body: { Users: isThere(found) ? [userOf(found)] : [] } };
    if (!isThere(found)) return { status: 404, body: { Code: "NotFound" } };
    return { status: 200, body: { User: userOf(found) } };
  }

  function answerTo({ url }: WireRecord): { status: number; body: unknown } {
    const { pathname, searchParams } = new URL(url, "http://service");
    if (pathname.endsWith(ACCOUNT)) return { status: 200, body: { Account: { AccountId: ACCOUNT, Name: "Example" } } };
    const address = searchParams.get("user-email");
    const isPage = pathname.endsWith("/users") && address === null;
    return isPage ? pageAt(searchParams.get("next-token")) : look(pathname, address);
  }

  const server = await startWireServer((response, _socket, request) => {
    const { status, body } = answerTo(request);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  const environment = { ...process.env, AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" };
  const client = createClient({ endpoint: server.url }, environment, { clock: new FastClock() });
  try {
    await story(new AccountReader(ACCOUNT, client), () => {
      const calls = { pages, looks };
      pages = 0;
      looks = 0;
      return calls;
    });
  } finally {
    await client.close();
    await server.close();
  }
}

/** What resources ask for, `each` users each, who are spread over the account. */
function spread(resources: number, each: number, people: number, more: Partial<Reading> = {}): Reading[] {
  const step = Math.floor(people / (resources * each));
  return range(0, resources).map((resource) => ({
    keys: range(0, each).map((i) => emailOf((i * resources + resource) * step + step - 1).toLowerCase()),
    whole: false,
    by: `resource ${resource}`,
    ...more,
  }));
}

async function readInTurn(reader: AccountReader, readings: readonly Reading[]): Promise<void> {
  for (const reading of readings) await reader.read(reading);
}

async function readAtOnce(reader: AccountReader, readings: readonly Reading[]): Promise<void> {
  await Promise.all(readings.map((reading) => reader.read(reading)));
}

const removal = (i: number) => change(emailOf(i).toLowerCase(), { userId: idOf(i) });

describe("one reading of an account for many resources", () => {
  // Resources, users of each, people in the account.
  for (const [resources, each, people] of [
    [30, 10, 10_000],
    [20, 2, 1_000],
    [300, 1, 10_000],
    [40, 1, 1_000],
    [2, 200, 10_000],
    [3, 3, 10_000],
    [20, 5, 100],
  ] as const) {
    const pages = Math.ceil(people / 200);
    const floor = Math.min(pages, resources * each);
    const readings = spread(resources, each, people);
    const name = `for ${resources} of ${each} in ${people}`;

    it(`${name} who ask at once is the floor where looks cost more, and at most twice that else`, async () => {
      await withReader({ people }, async (reader, calls) => {
        await readAtOnce(reader, readings);
        const cost = calls();
        if (pages <= resources * each) deepEqual(cost, { pages, looks: 0 });
        else ok(cost.pages + cost.looks <= 2 * floor, JSON.stringify(cost));
      });
    });

    it(`${name} who ask in turn is at most twice the floor, whether the size is known or not`, async () => {
      for (const usersExpected of [undefined, people]) {
        await withReader({ people }, async (reader, calls) => {
          await readInTurn(reader, spread(resources, each, people, { usersExpected }));
          const { pages: read, looks } = calls();
          ok(read <= pages, `${read} pages, of ${pages}`);
          ok(read + looks <= 2 * floor, `${read} pages and ${looks} looks, where ${floor} calls are the least`);
        });
      }
    });
  }

  // Users, people, whether the size is known, and what it takes: as many pages and looks as for a reader used once.
  for (const [each, people, isKnown, pages, looks] of [
    [1, 1_000, false, 0, 1],
    [2, 1_000, false, 2, 2],
    [2, 1_000, true, 0, 2],
    [4, 1_000, true, 0, 4],
    [5, 1_000, true, 5, 0],
    [25, 1_000, false, 5, 0],
    [25, 10_000, false, 25, 13],
    [25, 10_000, true, 0, 25],
    [200, 10_000, false, 50, 0],
    [1_000, 1_000, false, 5, 0],
  ] as const) {
    it(`for one resource alone with ${each} of ${people} users, their number ${isKnown ? "" : "not "}known, takes ${pages} pages and ${looks} looks`, async () => {
      await withReader({ people }, async (reader, calls) => {
        await readInTurn(reader, spread(1, each, people, { usersExpected: isKnown ? people : undefined }));
        deepEqual(calls(), { pages, looks });
      });
    });
  }

  it("for one resource that asks again and again never takes pages for what it has asked itself", async () => {
    await withReader({ people: 1_000 }, async (reader, calls) => {
      const mine = spread(20, 2, 1_000, { usersExpected: 1_000, by: "mine" });
      await readInTurn(reader, mine);
      deepEqual(calls(), { pages: 0, looks: 40 });
    });
  });

  it("goes on where it stopped, also for who wants everybody", async () => {
    await withReader({ people: 10_000 }, async (reader, calls) => {
      const [first, second] = spread(2, 10, 10_000);
      await readInTurn(reader, [first as Reading]);
      deepEqual(calls(), { pages: 10, looks: 8 });
      await reader.read({ ...(second as Reading), whole: true });
      deepEqual(calls(), { pages: 40, looks: 0 });
      equal([...(reader.everyone() ?? [])].length, 10_000);
    });
  });

  it("looks at nobody one by one while another resource waits for everybody", async () => {
    await withReader({ people: 1_000 }, async (reader, calls) => {
      await readAtOnce(reader, [...spread(2, 1, 1_000), { keys: [], whole: true, by: "exclusive" }]);
      deepEqual(calls(), { pages: 5, looks: 0 });
    });
  });

  for (const [users, people, usersExpected, pages, looks] of [
    // A page that is not full, and has another behind it, is not the end.
    [2, 5_000, undefined, 2, 2],
    [2, 5_000, 5_000, 0, 2],
    // Twice as many pages as were expected: looks are fewer.
    [30, 5_000, 5_000, 1, 30],
    [60, 5_000, 5_000, 50, 0],
    [50, 5_000, undefined, 50, 0],
  ] as const) {
    it(`of ${people} users by a service that gives 100 a page, where ${usersExpected ?? "any number"} are expected, takes ${pages} pages and ${looks} looks for ${users}`, async () => {
      await withReader({ people, perPage: 100 }, async (reader, calls) => {
        await readInTurn(reader, spread(1, users, people, { usersExpected }));
        deepEqual(calls(), { pages, looks });
      });
    });
  }

  it("is whole where the first page is empty, and knows that nobody else is there", async () => {
    await withReader({ people: 300, emptyFirst: true }, async (reader, calls) => {
      await reader.read({ keys: [...range(0, 4).map(idOf), idOf(999)], whole: false });
      deepEqual(calls(), { pages: 3, looks: 0 });
      deepEqual(reader.observe(idOf(999)), ABSENT);
    });
  });

  it("begins anew once where the service refuses a token that was kept", async () => {
    const refusals = { left: 0 };
    await withReader({ people: 1_000, refusals }, async (reader, calls) => {
      const [first, second] = spread(2, 2, 1_000);
      await readInTurn(reader, [first as Reading]);
      deepEqual(calls(), { pages: 2, looks: 1 });
      refusals.left = 1;
      await reader.read({ ...(second as Reading), whole: true });
      deepEqual(calls(), { pages: 6, looks: 0 });
      equal([...(reader.everyone() ?? [])].length, 1_000);
    });
  });

  it("fails where the service refuses every token, and says what the service says", async () => {
    await withReader({ people: 1_000, refusals: { left: 100 } }, async (reader, calls) => {
      const error = await reader.read({ keys: [], whole: true }).catch((thrown: unknown) => String(thrown));
      equal(/The token has expired/.test(String(error)), true, String(error));
      deepEqual(calls(), { pages: 4, looks: 0 });
    });
  });

  it("misses nobody where users have left the account since the last page", async () => {
    const gone = new Set<number>();
    await withReader({ people: 1_000, gone }, async (reader, calls) => {
      await reader.read({ keys: range(0, 2).map(idOf), whole: false, by: "first" });
      deepEqual(calls(), { pages: 2, looks: 0 });
      for (const i of range(0, 50)) {
        gone.add(i);
        reader.written({ ...removal(i), action: "suspend", to: "suspended" }, true);
      }
      await reader.read({ keys: [idOf(420)], whole: true, by: "second" });
      equal([...(reader.everyone() ?? [])].length, 950);
      deepEqual(calls(), { pages: 5, looks: 0 });
    });
  });

  it("knows from pages that lie behind nothing of a user whose write has failed since", async () => {
    await withReader({ people: 10_000 }, async (reader, calls) => {
      const keys = range(0, 10).map(idOf);
      await reader.read({ keys, whole: false, by: "first" });
      deepEqual(calls(), { pages: 10, looks: 0 });
      for (const i of range(0, 10)) reader.failed(removal(i));
      await reader.read({ keys, whole: false, by: "first" });
      deepEqual(calls(), { pages: 0, looks: 10 });
      // Of so many that the pages from the first on are fewer calls, the pages tell.
      await reader.read({ keys: [], whole: true });
      deepEqual(calls(), { pages: 40, looks: 0 });
      for (const i of range(0, 60)) reader.failed(removal(i));
      await reader.read({ keys: range(0, 60).map(idOf), whole: false, by: "first" });
      deepEqual(calls(), { pages: 50, looks: 0 });
    });
  });
});
