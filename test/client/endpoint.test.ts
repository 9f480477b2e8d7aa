import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveConfig } from "../../provider/chime/configuration/config";
import type { ChimeSettings } from "../../provider/chime/configuration/settings";
import { InputError } from "../../provider/errors/inputError";
import { setVariables } from "../support/variables";
import { ENVIRONMENT, failureOf, withClient } from "./testClient";
import { ACCOUNT, startWireServer, type WireServer } from "./wireServer";

describe("the endpoint", () => {
  let wanted: WireServer;
  let folder: string;

  /** Nothing listens there: a request that goes there fails. */
  const ELSEWHERE = "http://127.0.0.1:1";

  let restore: () => void;

  before(async () => {
    // Else the SDK's default chain adds a global of its own.
    restore = setVariables({ AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA: "1" });
    wanted = await startWireServer(ACCOUNT);
    folder = await mkdtemp(join(tmpdir(), "chime-endpoint-"));
  });
  after(async () => {
    restore();
    await wanted.close();
    await rm(folder, { recursive: true });
  });

  async function withConfigFile(text: string): Promise<NodeJS.ProcessEnv> {
    const path = join(folder, `config-${Math.random().toString(36).slice(2)}`);
    await writeFile(path, text);
    return { ...ENVIRONMENT, AWS_CONFIG_FILE: path };
  }

  async function pathOf(settings: ChimeSettings, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
    await withClient({ maxAttempts: 1, ...settings }, async (client) => void (await client.getAccount("a1")), {
      environment: { ...ENVIRONMENT, ...environment },
    });
    return wanted.requests.at(-1)?.url;
  }

  async function faultOf(settings: ChimeSettings, environment: NodeJS.ProcessEnv = ENVIRONMENT): Promise<InputError> {
    const error = await failureOf(pathOf(settings, environment));
    assert.ok(InputError.isInstance(error), String(error));
    return error;
  }

  it("is the setting before everything else", async () => {
    const environment = { AWS_ENDPOINT_URL_CHIME: ELSEWHERE, AWS_ENDPOINT_URL: ELSEWHERE };
    assert.equal(await pathOf({ endpoint: `${wanted.url}/set` }, environment), "/set/accounts/a1");
  });

  it("is AWS_ENDPOINT_URL_CHIME before AWS_ENDPOINT_URL", async () => {
    const environment = { AWS_ENDPOINT_URL_CHIME: `${wanted.url}/chime`, AWS_ENDPOINT_URL: ELSEWHERE };
    assert.equal(await pathOf({}, environment), "/chime/accounts/a1");
  });

  it("is AWS_ENDPOINT_URL before the shared files, and empty counts as unset", async () => {
    const environment = await withConfigFile(`[default]\nendpoint_url = ${ELSEWHERE}\n`);
    const urls = { AWS_ENDPOINT_URL_CHIME: " ", AWS_ENDPOINT_URL: `${wanted.url}/all` };
    assert.equal(await pathOf({ endpoint: "" }, { ...environment, ...urls }), "/all/accounts/a1");
  });

  it("is the services section before the profile's own endpoint", async () => {
    const environment = await withConfigFile(
      [
        "[profile dev]",
        "services = local",
        `endpoint_url = ${ELSEWHERE}`,
        "[services local]",
        "chime =",
        `  endpoint_url = ${wanted.url}/services`,
      ].join("\n"),
    );
    assert.equal(await pathOf({}, { ...environment, AWS_PROFILE: "dev" }), "/services/accounts/a1");
  });

  it("is the profile's own endpoint where the services section has none for chime", async () => {
    const environment = await withConfigFile(
      `[default]\nservices = local\nendpoint_url = ${wanted.url}/profile\n[services local]\ns3 =\n  endpoint_url = ${ELSEWHERE}\n`,
    );
    assert.equal(await pathOf({}, environment), "/profile/accounts/a1");
  });

  it("keeps its base path and drops the slash at the end", async () => {
    assert.equal(await pathOf({ endpoint: `${wanted.url}/console/` }, {}), "/console/accounts/a1");
    assert.equal(await pathOf({ endpoint: `${wanted.url}/` }, {}), "/accounts/a1");
  });

  it("is the setting or the default where AWS_IGNORE_CONFIGURED_ENDPOINT_URLS says so", async () => {
    const environment = await withConfigFile(`[default]\nendpoint_url = ${ELSEWHERE}\n`);
    const ignoring = { ...environment, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true", AWS_ENDPOINT_URL: "not looked at" };
    assert.equal((await resolveConfig({ endpoint: wanted.url }, ignoring)).endpoint.origin, wanted.url);
    const { endpoint } = await resolveConfig({}, ignoring);
    assert.deepEqual(endpoint, {
      origin: "https://chime.us-east-1.amazonaws.com",
      host: "chime.us-east-1.amazonaws.com",
      basePath: "",
    });
  });

  for (const text of [
    "localhost:8080",
    "ftp://example.com",
    "//example.com",
    "http://",
    "https://ann:pw@example.com",
    "http://x/?a=1",
    "http://x/#a",
  ]) {
    it(`is refused: ${text}`, async () => {
      assert.equal((await faultOf({ endpoint: text })).path, "chime:endpoint");
      const error = await faultOf({}, { AWS_ENDPOINT_URL: text });
      assert.equal(error.path, "AWS_ENDPOINT_URL");
      assert.equal(error.message.includes("pw"), false);
    });
  }

  it("names the profile whose endpoint is wrong", async () => {
    const environment = await withConfigFile("[profile dev]\nendpoint_url = nonsense\n");
    assert.equal((await faultOf({ profile: "dev" }, environment)).path, 'endpoint_url of profile "dev"');
  });

  it("names the services section that the config file lacks", async () => {
    const environment = await withConfigFile("[default]\nservices = nowhere\n");
    assert.match((await faultOf({}, environment)).message, /names the services section "nowhere"/);
  });

  it("names the profile that is in neither file, and where the name comes from", async () => {
    const environment = await withConfigFile("[profile dev]\nregion = eu-west-1\n");
    assert.equal((await faultOf({ profile: "prod" }, environment)).path, "chime:profile");
    assert.equal((await faultOf({}, { ...environment, AWS_PROFILE: "prod" })).path, "AWS_PROFILE");
  });

  it("takes the profile of the setting before AWS_PROFILE", async () => {
    const environment = await withConfigFile(
      `[profile dev]\nendpoint_url = ${wanted.url}/dev\naws_access_key_id = AKIDDEV\naws_secret_access_key = s\n[profile ops]\nendpoint_url = ${ELSEWHERE}\n`,
    );
    assert.equal(await pathOf({ profile: "dev" }, { ...environment, AWS_PROFILE: "ops" }), "/dev/accounts/a1");
    assert.match(String(wanted.requests.at(-1)?.headers.authorization), /Credential=AKIDDEV\//);
  });
});

describe("other settings", () => {
  it("the region of the signature is us-east-1 whatever AWS_REGION says", async () => {
    const server = await startWireServer(ACCOUNT);
    const environment = { ...ENVIRONMENT, AWS_REGION: "eu-west-1", AWS_DEFAULT_REGION: "eu-west-1" };
    await withClient({ endpoint: server.url }, async (client) => void (await client.getAccount("a1")), { environment });
    await withClient(
      { endpoint: server.url, region: "eu-west-1" },
      async (client) => void (await client.getAccount("a1")),
    );
    const scopes = server.requests.map(
      ({ headers }) => /Credential=[^/]+\/\d+\/([^,]+),/.exec(String(headers.authorization))?.[1],
    );
    assert.deepEqual(scopes, ["us-east-1/chime/aws4_request", "eu-west-1/chime/aws4_request"]);
    await server.close();
  });

  const attempts: [string, ChimeSettings, NodeJS.ProcessEnv, number][] = [
    ["five by default", {}, {}, 5],
    ["AWS_MAX_ATTEMPTS", {}, { AWS_MAX_ATTEMPTS: "2" }, 2],
    ["the setting before AWS_MAX_ATTEMPTS", { maxAttempts: 3 }, { AWS_MAX_ATTEMPTS: "2" }, 3],
    ["five where AWS_MAX_ATTEMPTS is empty", {}, { AWS_MAX_ATTEMPTS: "" }, 5],
  ];
  for (const [name, settings, environment, expected] of attempts) {
    it(`a request has as many attempts as: ${name}`, async () => {
      const server = await startWireServer({ status: 503 });
      await withClient(
        { endpoint: server.url, ...settings },
        async (client) => void (await failureOf(client.getAccount("a1"))),
        { environment: { ...ENVIRONMENT, ...environment } },
      );
      assert.equal(server.requests.length, expected);
      await server.close();
    });
  }

  for (const text of ["abc", "0", "2.5", "-1"]) {
    it(`AWS_MAX_ATTEMPTS=${text} is refused by name`, () =>
      withClient(
        {},
        async (client) => {
          const error = await failureOf(client.getAccount("a1"));
          assert.ok(InputError.isInstance(error));
          assert.equal(error.path, "AWS_MAX_ATTEMPTS");
        },
        { environment: { ...ENVIRONMENT, AWS_MAX_ATTEMPTS: text } },
      ));
  }

  it("the application's name goes into the user agent without breaking the header", async () => {
    const server = await startWireServer(ACCOUNT);
    const environment = { ...ENVIRONMENT, AWS_SDK_UA_APP_ID: "leavers job\r\nx: y" };
    await withClient({ endpoint: server.url }, async (client) => void (await client.getAccount("a1")), { environment });
    assert.match(String(server.requests[0]?.headers["user-agent"]), / app\/leavers-job--x--y$/);
    await server.close();
  });
});
