import { deepEqual, doesNotMatch, equal, match, throws } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { GetAccountCommand, GetUserCommand } from "@aws-sdk/client-chime";
import { type ChimeServer, OPERATION_NAMES, parseFaultRules } from "../../provider/testing";
import { useServers } from "../support/chimeSdk";

const ACCOUNT = "acc";
const accounts = [{ AccountId: ACCOUNT, AccountType: "EnterpriseLWA", Users: [{ UserId: "a" }] }] as const;
const MAIN = join(__dirname, "..", "..", "provider", "cli", "main.ts");

interface Told {
  readonly status: number;
  readonly json: Record<string, unknown>;
}

/** A request to the control endpoint as curl makes it; undici would not send another Host. */
function control(
  server: Pick<ChimeServer, "port">,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Told> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: "127.0.0.1", port: server.port, method, path: `/_local/${path}`, headers },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, json: JSON.parse(text) }));
      },
    );
    asked.on("error", reject);
    asked.end(typeof body === "string" || body === undefined ? body : JSON.stringify(body));
  });
}

describe("the control endpoint", () => {
  const servers = useServers();
  const getAccount = new GetAccountCommand({ AccountId: ACCOUNT });

  it("is not there unless asked for: then it is a request without a signature like any other", async () => {
    const server = await servers.start({ accounts });
    const { status, json } = await control(server, "POST", "faults", { operation: "*", status: 500 });
    deepEqual([status, json["Code"]], [403, "MissingAuthenticationToken"]);
    await servers.client(server).send(getAccount);
  });

  it("adds faults of operations and of users, and forgets them", async () => {
    const server = await servers.start({ accounts, control: true });
    const client = servers.client(server);
    const rules = [
      { operation: "GetAccount", status: 503, times: 1 },
      { user: "a", operation: "GetUser", code: "Forbidden", status: 403 },
    ];
    deepEqual(await control(server, "POST", "faults", rules), { status: 200, json: { added: 2 } });
    const statusOf = (call: Promise<unknown>): Promise<unknown> =>
      call.then(
        () => 200,
        (error) => error.$metadata.httpStatusCode,
      );
    const getUser = new GetUserCommand({ AccountId: ACCOUNT, UserId: "a" });
    deepEqual(
      [
        await statusOf(client.send(getAccount)),
        await statusOf(client.send(getAccount)),
        await statusOf(client.send(getUser)),
      ],
      [503, 200, 403],
    );
    equal((await control(server, "DELETE", "faults")).status, 200);
    equal(await statusOf(client.send(getUser)), 200);
  });

  it("tells the journal, in which it is not itself, and forgets it", async () => {
    const server = await servers.start({ accounts, control: true });
    await servers.client(server).send(getAccount);
    const { json } = await control(server, "GET", "journal");
    deepEqual(json["counts"], { GetAccount: 1 });
    equal((json["entries"] as unknown[]).length, 1);
    doesNotMatch(JSON.stringify(json), new RegExp(`${server.credentials.secretAccessKey}|Signature|AKIA`));
    await control(server, "DELETE", "journal");
    deepEqual((await control(server, "GET", "journal")).json, { entries: [], counts: {} });
  });

  it("answers what is wrong, and changes nothing", async () => {
    const server = await servers.start({ accounts, control: true });
    for (const [body, says] of [
      ["{", "the body is not JSON."],
      [{ operation: "SuspendUser", status: 500 }, 'fault 1, operation: "SuspendUser" is not one of GetAccount, '],
      [
        [
          { operation: "*", status: 500 },
          { operation: "*", status: "500" },
        ],
        'fault 2, status: "500" is not a whole number from 100 to 599.',
      ],
      [{ operation: "*", probability: 2 }, "fault 1, probability: 2 is not a number from 0 to 1."],
      [{ operation: "*", nonsense: 1 }, "fault 1, nonsense: there is no such member; there is operation, times, "],
      [{ user: "a" }, "fault 1, code: it is missing; a fault has an operation, or user and code."],
      [null, "fault 1: null is not an object with operation, "],
    ] as const) {
      const { status, json } = await control(
        server,
        "POST",
        "faults",
        typeof body === "string" ? body : JSON.stringify(body),
      );
      equal(status, 400);
      equal(String(json["message"]).includes(says), true, `${json["message"]} / ${says}`);
    }
    equal((await control(server, "GET", "nothing")).status, 404);
    equal((await control(server, "POST", "faults", "x".repeat(2 ** 21))).status, 413);
    await servers.client(server).send(getAccount);
  });

  it("is closed to web pages, by whatever name they call it", async () => {
    const server = await servers.start({ accounts, control: true });
    for (const headers of [{ origin: "https://evil.example" }, { host: "evil.example" }, { origin: "null" }]) {
      equal((await control(server, "POST", "faults", { operation: "*", status: 500 }, headers)).status, 403);
    }
    await servers.client(server).send(getAccount);
    equal((await control(server, "GET", "journal", undefined, { host: `localhost:${server.port}` })).status, 200);
  });
});

describe("faults by chance", () => {
  const servers = useServers();

  async function statuses(faultSeed: number): Promise<string> {
    const rules = { operation: "GetAccount" as const, status: 503, probability: 0.3 };
    const server = await servers.start({
      accounts,
      faultSeed,
      faults: (script) => script.always(rules.operation, rules),
    });
    const client = servers.client(server);
    for (let i = 0; i < 40; i += 1) await client.send(new GetAccountCommand({ AccountId: ACCOUNT })).catch(() => {});
    return server.journal.entries.map(({ status }) => (status === 200 ? "." : "x")).join("");
  }

  it("are the same for the same seed, and others for another", async () => {
    const first = await statuses(7);
    equal(await statuses(7), first);
    equal((await statuses(8)) === first, false);
    const struck = first.replaceAll(".", "").length;
    equal(struck > 4 && struck < 22, true, first);
  });

  it("never strike at 0 and always at 1", () => {
    deepEqual(parseFaultRules({ operation: "*", probability: 0 }), [{ operation: "*", probability: 0 }]);
    throws(() => parseFaultRules({ operation: "*", probability: -0.1 }), /fault 1, probability/);
  });
});

describe("a fault that is not right", () => {
  const OPERATIONS = `one of ${OPERATION_NAMES.join(", ")}`;
  const cases: [rule: object, says: string][] = [
    [
      { operation: "SuspendUser" },
      `operation: "SuspendUser" is not ${OPERATIONS}, * (did you mean BatchSuspendUser?).`,
    ],
    [{ operation: "getuser" }, `operation: "getuser" is not ${OPERATIONS}, * (did you mean GetUser?).`],
    [{ operation: "Gone" }, `operation: "Gone" is not ${OPERATIONS}, *.`],
    [{ operation: 7 }, `operation: 7 is not ${OPERATIONS}, *.`],
    [{ user: "a", code: "b", operation: "*" }, `operation: "*" is not ${OPERATIONS}.`],
    [{ user: "a", code: "b", status: 200 }, "status: 200 is not a whole number from 400 to 599."],
    [{ user: "", code: "b" }, 'user: "" is not a text with something in it.'],
    [{ operation: "*", times: 1.5 }, "times: 1.5 is not a whole number of at least 1."],
    [{ operation: "*", latencyMs: -1 }, "latencyMs: -1 is not a number of at least 0."],
    [
      { operation: "*", retryAfter: true },
      "retryAfter: true is not a number of seconds of at least 0, or an HTTP date.",
    ],
    [{ operation: "*", headers: { a: 1 } }, "headers.a: 1 is not a text."],
    [{ operation: "*", headers: "a: 1" }, 'headers: "a: 1" is not an object of texts.'],
    [{ operation: "*", applied: "yes" }, 'applied: "yes" is not true or false.'],
    [
      { operation: "*", connection: "dropped" },
      'connection: "dropped" is not one of drop, reset, hang, truncate, malformed.',
    ],
    [{ status: 500 }, "operation: it is missing; a fault has an operation, or user and code."],
  ];
  for (const [rule, says] of cases)
    it(`says what it should be: ${JSON.stringify(rule)}`, () => {
      throws(() => parseFaultRules(rule), { name: "FaultRuleError", message: `fault 1, ${says}` });
    });

  it("names the member that was meant", () => {
    throws(
      () => parseFaultRules({ operation: "*", staus: 500 }),
      /fault 1, staus: .*applied \(did you mean status\?\)\.$/,
    );
  });
});

describe("serve --faults --control --journal", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "chime-control-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("reads faults, opens the control endpoint, and writes a line for each request, without credentials", async () => {
    const faults = join(folder, "faults.json");
    const journal = join(folder, "journal.jsonl");
    writeFileSync(faults, JSON.stringify([{ operation: "GetAccount", status: 404, times: 1 }]));
    const environment = { ...process.env, AWS_ACCESS_KEY_ID: "AKIDJOURNAL", AWS_SECRET_ACCESS_KEY: "journalsecret" };
    const args = ["--import", "tsx", MAIN, "serve", "--faults", faults, "--control", "--journal", journal];
    const child = spawn(process.execPath, args, { env: environment, stdio: ["ignore", "pipe", "inherit"] });
    try {
      const [line] = (await once(createInterface(child.stdout), "line")) as [string];
      const port = Number(line.split(":").at(-1));
      equal((await control({ port }, "POST", "faults", { operation: "*", status: 500 })).status, 200);
      await fetch(`http://127.0.0.1:${port}/accounts/x`, { headers: { authorization: "Bearer journalsecret" } });
      const written = readFileSync(journal, "utf8");
      match(written, /^\{"time":"\d{4}-.*"operation":"GetAccount".*"status":400/);
      doesNotMatch(written, /journalsecret|AKIDJOURNAL|Bearer/);
    } finally {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
  });

  for (const [what, text, says] of [
    ["has a wrong member", '[{"operation": "GetAccount", "staus": 404}]', /fault 1, staus: there is no such member; /],
    ["has a wrong operation", '{"operation": "GetUsers"}', /fault 1, operation: "GetUsers" is not one of .*GetUser\?/],
    ["is not JSON", '[{"operation": ', /the file is not JSON: /],
  ] as const)
    it(`refuses a file of faults that ${what}, naming it and the place in one line`, async () => {
      const faults = join(folder, "faults.json");
      writeFileSync(faults, text);
      const child = spawn(process.execPath, ["--import", "tsx", MAIN, "serve", "--faults", faults]);
      let stderr = "";
      child.stderr.setEncoding("utf8").on("data", (part: string) => {
        stderr += part;
      });
      const [status] = await once(child, "close");
      equal(status, 1);
      match(stderr, /^--faults \S+faults\.json: .*\.\n$/);
      match(stderr, says);
    });
});
