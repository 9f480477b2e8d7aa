import { deepEqual, equal, match } from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, request as httpRequest, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SECRET_SETTINGS } from "../../provider/model/settingNames";
import { startChimeServer } from "../../provider/testing";
import { Chime } from "../support/chime";
import { FRONTS, type Front, startHost } from "../support/fronts";
import { startNativeHost } from "../support/nativeHost";
import { ACCOUNT, idOf } from "../support/people";
import { type Props, startProviderHost } from "../support/providerHost";

const ARGS = { accountId: ACCOUNT, users: [idOf(1)] };

/** What a provider process with these settings finds when it previews a set, and what it says on the way. */
interface Attempt {
  readonly failures: readonly string[];
  readonly said: string;
}

type Settings = Readonly<Record<string, string | number>>;

async function previewBy(front: Front, environment: Record<string, string>, settings: Settings): Promise<Attempt> {
  const host = await startHost(front, "UserSuspensionSet", environment, { settings });
  try {
    const { refusals } = await host.previewCreate(ARGS);
    const said = [...host.said.map(({ severity, text }) => `${severity}: ${text}`), host.stderr].join("\n");
    return { failures: refusals, said };
  } finally {
    await host.close();
  }
}

/** What Pulumi's dynamic host finds, which is given the configuration of a program. */
async function failuresUnder(environment: Record<string, string>, configuration: Props): Promise<string[]> {
  const host = await startProviderHost("UserSuspensionSet", environment, configuration);
  try {
    return (await host.check({}, ARGS)).failures.map(({ reason }) => reason);
  } finally {
    await host.close();
  }
}

/** What the native provider finds, which is given its own settings alone; by one process, which keeps none of them. */
async function faultsIn(all: readonly Settings[]): Promise<string[][]> {
  const host = await startNativeHost("UserSuspensionSet", {});
  try {
    await host.handshake(false);
    return await Promise.all(all.map((settings) => host.checkConfig(settings)));
  } finally {
    await host.close();
  }
}

const COUNTS_NOT_HERE =
  /^warning: chime:detectDrift counts for resources of the native provider alone\. .* with pulumi preview --refresh, or by options/gim;

const WRONG = [
  ["maxAttempts", "0"],
  ["maxAttempts", "many"],
  ["maxConcurrency", "1.5"],
  ["maxRequestsPerSecond", "-1"],
  ["unreadable", "ignore"],
  ["asOf", "2026-02-30"],
  ["asOf", "2026-12-01T08:00:00"],
  ["asOf", "tomorrow"],
  ["endpoint", "ftp://x"],
  ["endpoint", "http://user:hidden@x"],
] as const;

/** One that is refused names the setting and the value. */
function expectNamed(name: string, value: string, failures: readonly string[]): void {
  equal(failures.length, 1);
  match(failures[0] ?? "", new RegExp(`^chime:${name}: `));
  equal(failures[0]?.includes(value.replace("user:hidden", "[secret]")), true, failures[0]);
}

const UNKNOWN = [
  ["endpont", " Did you mean chime:endpoint?"],
  ["MaxAttempts", " Did you mean chime:maxAttempts?"],
  ["maxRequestPerSeconds", " Did you mean chime:maxRequestsPerSecond?"],
  ["driftDetection", ""],
] as const;

const unknownText = (name: string, guess: string, more = ""): string =>
  `chime:${name}: there is no such setting.${guess} There are: endpoint, region, profile, maxAttempts, maxConcurrency, maxRequestsPerSecond, unreadable, asOf${more}.`;

for (const front of FRONTS) {
  describe(`settings, as the ${front} provider's process takes them`, () => {
    const preview = (environment: Record<string, string>, settings: Settings = {}): Promise<Attempt> =>
      previewBy(front, environment, settings);
    let right: Chime;
    let wrong: Chime;
    let folder: string;
    let keys: Record<string, string>;

    before(async () => {
      right = await Chime.start({ people: 5 });
      wrong = await Chime.start({ people: 5 });
      folder = await mkdtemp(join(tmpdir(), "chime-settings-"));
      const { AWS_ENDPOINT_URL_CHIME: _, ...rest } = right.environment;
      keys = {
        ...rest,
        AWS_CONFIG_FILE: join(folder, "config"),
        AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
      };
    });
    after(async () => {
      await Promise.all([right.server.close(), wrong.server.close(), rm(folder, { recursive: true, force: true })]);
    });
    beforeEach(async () => {
      right.lines();
      wrong.lines();
      await writeFile(join(folder, "config"), "");
      await writeFile(join(folder, "credentials"), "");
    });

    /** The right server was asked, the wrong one was not. */
    function expectRight({ failures, said }: Attempt): void {
      deepEqual(failures, []);
      match(said, /suspend 1 user in "Example Corp"/);
      equal(wrong.server.journal.entries.length, 0);
      equal(right.server.journal.entries.length > 0, true);
    }

    const config = (text: string): Promise<void> => writeFile(join(folder, "config"), text);

    it("take chime:endpoint before AWS_ENDPOINT_URL_CHIME", async () => {
      const environment = { ...keys, AWS_ENDPOINT_URL_CHIME: wrong.server.endpoint };
      expectRight(await preview(environment, { endpoint: right.server.endpoint }));
    });

    for (const [what, asOf, says] of [
      [
        "lies in the past, with the way to take it out",
        "2026-01-01",
        /^WARNING: chime:asOf is 2026-01-01T00:00:00\.000Z, which lies in the past: .* take it out \(pulumi config rm chime:asOf, or/m,
      ],
      ["lies ahead", "2095-01-01", /^WARNING: chime:asOf is 2095-01-01T00:00:00\.000Z, which lies ahead: /m],
      [
        "is that of the pipeline's start, without a warning",
        new Date(Date.now() - 60_000).toISOString(),
        /^INFO: chime:asOf is \S+, which is the moment that this run holds the times of entries against\.$/m,
      ],
    ] as const) {
      it(`say once that chime:asOf ${what}`, async () => {
        const { said } = await preview({ ...keys, AWS_ENDPOINT_URL: right.server.endpoint }, { asOf });
        match(said, says);
        equal(said.match(/chime:asOf/g)?.length, says.source.match(/chime:asOf/g)?.length, said);
      });
    }

    it("take AWS_ENDPOINT_URL_CHIME before AWS_ENDPOINT_URL", async () => {
      const environment = { AWS_ENDPOINT_URL_CHIME: right.server.endpoint, AWS_ENDPOINT_URL: wrong.server.endpoint };
      expectRight(await preview({ ...keys, ...environment }));
    });

    it("take AWS_ENDPOINT_URL before the services section", async () => {
      await config(`[default]\nservices = here\n[services here]\nchime =\n  endpoint_url = ${wrong.server.endpoint}\n`);
      expectRight(await preview({ ...keys, AWS_ENDPOINT_URL: right.server.endpoint }));
    });

    it("take the services section before the profile's endpoint_url", async () => {
      await config(
        `[default]\nservices = here\nendpoint_url = ${wrong.server.endpoint}\n[services here]\nchime =\n  endpoint_url = ${right.server.endpoint}\n`,
      );
      expectRight(await preview(keys));
    });

    it("keep the base path of an endpoint", async () => {
      expectRight(await preview({ ...keys, AWS_ENDPOINT_URL: `${right.server.endpoint}/console/` }));
      equal(
        right.server.journal.entries.every(({ path }) => path.startsWith("/console/accounts/")),
        true,
      );
    });

    it("take chime:profile before AWS_PROFILE, with the credentials of that profile", async () => {
      const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, ...files } = keys;
      await writeFile(
        join(folder, "credentials"),
        `[good]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n[bad]\naws_access_key_id = AKIABAD\naws_secret_access_key = bad\n`,
      );
      const environment = { ...files, AWS_ENDPOINT_URL: right.server.endpoint };
      expectRight(await preview({ ...environment, AWS_PROFILE: "bad" }, { profile: "good" }));
      right.lines();
      expectRight(await preview({ ...environment, AWS_PROFILE: "good" }));
    });

    for (const [name, environment, configuration, attempts] of [
      ["chime:maxAttempts before AWS_MAX_ATTEMPTS", { AWS_MAX_ATTEMPTS: "4" }, { maxAttempts: "2" }, 2],
      ["AWS_MAX_ATTEMPTS", { AWS_MAX_ATTEMPTS: "3" }, {}, 3],
      ["numbers of an explicit provider", {}, { maxAttempts: 1 }, 1],
    ] as const) {
      it(`take ${name} for how often a request is sent`, async () => {
        right.server.faults.always("GetAccount", { status: 503 });
        try {
          await preview({ ...keys, ...environment, AWS_ENDPOINT_URL: right.server.endpoint }, configuration);
        } finally {
          right.server.faults.clear();
        }
        equal(right.server.journal.entries.filter(({ operation }) => operation === "GetAccount").length, attempts);
      });
    }

    it("sign for us-east-1 whatever AWS_REGION says, and for another region only where a person says so", async () => {
      const environment = { ...keys, AWS_ENDPOINT_URL: right.server.endpoint, AWS_REGION: "eu-west-1" };
      for (const [configuration, region] of [
        [{}, "us-east-1"],
        [{ region: "eu-central-1" }, "eu-central-1"],
      ] as const) {
        right.lines();
        deepEqual((await preview(environment, configuration)).failures, []);
        deepEqual([...new Set(right.server.journal.entries.map(({ signingRegion }) => signingRegion))], [region]);
      }
    });

    describe("behind a proxy", () => {
      let proxy: Server;
      let asked: string[];

      before(async () => {
        asked = [];
        proxy = createServer();
        proxy.on("connect", (request, socket) => {
          asked.push(request.url ?? "");
          const [host = "", port = ""] = (request.url ?? "").split(":");
          const upstream = connect(Number(port), host, () => {
            socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
            upstream.pipe(socket).pipe(upstream);
          });
          upstream.on("error", () => socket.destroy());
          socket.on("error", () => upstream.destroy());
        });
        // A proxy is asked for plain http either way: by a tunnel, or by the whole address.
        proxy.on("request", (request, response) => {
          asked.push(request.url ?? "");
          const { method = "GET", headers } = request;
          const upstream = httpRequest(request.url ?? "", { method, headers }, (answer) => {
            response.writeHead(answer.statusCode ?? 502, answer.headers);
            answer.pipe(response);
          });
          request.pipe(upstream);
        });
        await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
      });
      after(() => {
        proxy.closeAllConnections();
        proxy.close();
      });

      it("go through HTTP_PROXY, and past it where NO_PROXY says so", async () => {
        const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
        const environment = { ...keys, AWS_ENDPOINT_URL: right.server.endpoint, HTTP_PROXY: address };
        expectRight(await preview(environment));
        equal(asked.length > 0, true);
        asked.length = 0;
        expectRight(await preview({ ...environment, NO_PROXY: "127.0.0.1" }));
        deepEqual(asked, []);
      });
    });

    it("never tell a credential, not even where the service repeats it", async () => {
      const secrets = {
        AWS_ACCESS_KEY_ID: "AKIASECRETID",
        AWS_SECRET_ACCESS_KEY: "verysecretkey",
        AWS_SESSION_TOKEN: "tokentoken",
      };
      const credentials = { accessKeyId: "AKIASECRETID", secretAccessKey: "verysecretkey", sessionToken: "tokentoken" };
      const server = await startChimeServer({ credentials });
      server.faults.always("*", {
        status: 403,
        name: "ForbiddenException",
        message: "The key AKIASECRETID with token tokentoken and secret verysecretkey is not allowed",
      });
      try {
        const { said, failures } = await preview({ ...keys, ...secrets, AWS_ENDPOINT_URL: server.endpoint });
        const all = [said, ...failures].join("\n");
        match(all, /Forbidden/);
        deepEqual(
          Object.values(secrets).filter((secret) => all.includes(secret)),
          [],
        );
      } finally {
        await server.close();
      }
    });
  });
}

describe("settings that are refused", () => {
  let keys: Record<string, string>;
  let chime: Chime;
  before(async () => {
    chime = await Chime.start({ people: 5 });
    keys = chime.environment;
  });
  after(() => chime.server.close());

  for (const [name, value] of WRONG) {
    it(`are named: ${value} as chime:${name}`, async () => {
      expectNamed(name, value, await failuresUnder(keys, { [`chime:${name}`]: value }));
    });
  }

  it("are named by the native provider before any resource", async () => {
    const found = await faultsIn(WRONG.map(([name, value]) => ({ [name]: value })));
    for (const [i, [name, value]] of WRONG.entries()) expectNamed(name, value, found[i] ?? []);
    const unknown = await faultsIn(UNKNOWN.map(([name]) => ({ [name]: "x" })));
    deepEqual(
      unknown,
      UNKNOWN.map(([name, guess]) => [unknownText(name, guess, ", detectDrift")]),
    );
  });

  it("are not named where they are secret", async () => {
    for (const value of ["ftp://hidden/x", `ftp://ann@hidden/${"x".repeat(100)}`, "hidden://x"]) {
      const configuration = { "chime:endpoint": value, [SECRET_SETTINGS]: ["chime:endpoint"] };
      const failures = await failuresUnder(keys, configuration);
      match(failures.join("\n"), /^chime:endpoint: must be an http or https URL such as "https.*, not \[secret\]/);
      equal(failures.join("\n").includes("hidden"), false, failures[0]);
    }
  });

  it("are not those of the native provider alone: a program may have resources of both", async () => {
    deepEqual(await failuresUnder(keys, { "chime:detectDrift": "true" }), []);
  });

  it("are told of, where a dynamic resource passes over one: drift in a plain preview", async () => {
    const saidUnder = async (value: string): Promise<string> =>
      (await previewBy("dynamic", keys, { detectDrift: value })).said;
    equal((await saidUnder("true")).match(COUNTS_NOT_HERE)?.length, 1);
    equal((await saidUnder("false")).match(COUNTS_NOT_HERE), null);
  });

  for (const [name, guess] of UNKNOWN) {
    it(`are those that there are not: chime:${name}`, async () => {
      const failures = await failuresUnder(keys, { [`chime:${name}`]: "x", "app:endpont": "x" });
      deepEqual(failures, [unknownText(name, guess)]);
    });
  }
});
