import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CredentialsError } from "../../provider/errors/credentialsError";
import { setVariables } from "../support/variables";
import { ENVIRONMENT, failureOf, KEYS, withClient } from "./testClient";
import { ACCOUNT, startWireServer, type WireServer } from "./wireServer";

describe("credentials", () => {
  let folder: string;
  let server: WireServer;
  let restore: () => void;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "chime-credentials-"));
    server = await startWireServer(ACCOUNT);
    // Else the SDK's default chain adds a global of its own, and looks for an instance on the network.
    restore = setVariables({
      AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA: "1",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      AWS_SESSION_TOKEN: undefined,
      AWS_PROFILE: undefined,
    });
  });
  after(async () => {
    restore();
    await server.close();
    await rm(folder, { recursive: true });
  });

  async function files(config: string, credentials = ""): Promise<NodeJS.ProcessEnv> {
    const name = Math.random().toString(36).slice(2);
    const AWS_CONFIG_FILE = join(folder, `${name}.config`);
    const AWS_SHARED_CREDENTIALS_FILE = join(folder, `${name}.credentials`);
    await Promise.all([writeFile(AWS_CONFIG_FILE, config), writeFile(AWS_SHARED_CREDENTIALS_FILE, credentials)]);
    return { AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE };
  }

  async function keyUsed(environment: NodeJS.ProcessEnv, profile?: string): Promise<string | undefined> {
    const settings = { endpoint: server.url, ...(profile ? { profile } : {}) };
    await withClient(settings, async (client) => void (await client.getAccount("a1")), { environment });
    return /Credential=([^/]+)\//.exec(String(server.requests.at(-1)?.headers.authorization))?.[1];
  }

  const keysOf = (id: string) => `aws_access_key_id = ${id}\naws_secret_access_key = secret-of-${id}\n`;

  it("come from the environment, session token included", async () => {
    assert.equal(await keyUsed({ ...ENVIRONMENT, AWS_SESSION_TOKEN: "token-1" }), KEYS.AWS_ACCESS_KEY_ID);
    assert.equal(server.requests.at(-1)?.headers["x-amz-security-token"], "token-1");
  });

  it("come from the default profile where the environment has none", async () => {
    assert.equal(await keyUsed(await files("", `[default]\n${keysOf("AKIDFILE")}`)), "AKIDFILE");
  });

  it("come from AWS_PROFILE", async () => {
    const environment = await files("", `[dev]\n${keysOf("AKIDDEV")}`);
    assert.equal(await keyUsed({ ...environment, AWS_PROFILE: "dev" }), "AKIDDEV");
  });

  it("of the environment win over AWS_PROFILE, and a profile that is set wins over both", async () => {
    const environment = {
      ...(await files("[profile ops]\nregion = us-east-1\n", `[dev]\n${keysOf("AKIDDEV")}`)),
      ...KEYS,
      AWS_PROFILE: "ops",
    };
    assert.equal(await keyUsed(environment), KEYS.AWS_ACCESS_KEY_ID);
    assert.equal(await keyUsed(environment, "dev"), "AKIDDEV");
  });

  it("are looked up once for many requests at once, by a command of the profile too", async () => {
    const log = join(folder, "calls.log");
    const script = `echo x >> ${log}; echo '{"Version":1,"AccessKeyId":"AKIDPROC","SecretAccessKey":"s"}'`;
    const environment = await files(`[default]\ncredential_process = sh -c "${script.replaceAll('"', '\\"')}"\n`);
    await withClient(
      { endpoint: server.url },
      async (client) => {
        await Promise.all(Array.from({ length: 10 }, () => client.getAccount("a1")));
      },
      { environment },
    );
    assert.match(String(server.requests.at(-1)?.headers.authorization), /Credential=AKIDPROC\//);
    const { readFile } = await import("node:fs/promises");
    assert.equal(await readFile(log, "utf8"), "x\n");
  });

  it("that are nowhere give one sentence with what to do, and nothing is sent", async () => {
    const sent = server.requests.length;
    const error = await failureOf(keyUsed(await files("")));
    assert.ok(CredentialsError.isInstance(error), String(error));
    assert.equal(error.reason, "missing");
    assert.match(
      error.message,
      /^No AWS credentials found in .*\. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile/,
    );
    assert.equal(server.requests.length, sent);
  });

  it("that a profile lacks are missed by its name", async () => {
    const error = await failureOf(keyUsed(await files("[profile dev]\nregion = us-east-1\n"), "dev"));
    assert.ok(CredentialsError.isInstance(error));
    assert.match(error.message, /^No AWS credentials found in profile "dev"\./);
  });

  it("that a command fails to give are reported without its command line", async () => {
    const environment = await files("[default]\ncredential_process = false --password hunter2\n");
    const error = await failureOf(keyUsed(environment));
    assert.ok(CredentialsError.isInstance(error), String(error));
    assert.equal(`${error.message} ${error.stack} ${String(error.cause)}`.includes("hunter2"), false);
  });
});
