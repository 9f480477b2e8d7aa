import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { InputError } from "../../provider/errors/inputError";
import { suspensionKind } from "../../provider/lifecycle/kinds";
import { Session } from "../../provider/lifecycle/session";
import { HIDDEN } from "../../provider/model/hiddenArguments";
import { type Chime, withChime } from "../support/chime";
import { inputsOf, openInProcess } from "../support/inProcess";
import { check, create } from "../support/operations";
import { ACCOUNT, idOf } from "../support/people";

interface Row {
  readonly name: string;
  /** What is set otherwise than it should be. */
  readonly environment?: (chime: Chime) => Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, string | number>>;
  readonly fault?: (chime: Chime) => void;
  /** A server that stands where Chime should be. */
  readonly instead?: RequestListener;
  /** One plain sentence on what is wrong, and the next step. */
  readonly says: RegExp;
}

const html: RequestListener = (_, response) => {
  response.writeHead(200, { "content-type": "text/html" }).end("<html><body>Welcome</body></html>");
};

const ROWS: readonly Row[] = [
  {
    name: "no credentials",
    environment: () => ({ AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" }),
    says: /^UserSuspensionSet: the account could not be read, and this step changed nothing\. No AWS credentials found in .*\. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile/,
  },
  {
    name: "a profile that does not exist",
    settings: { profile: "nobody" },
    says: /^chime:profile: the profile "nobody" is in neither of the shared AWS files\. See "aws configure list-profiles"\.$/,
  },
  {
    name: "expired credentials",
    fault: (chime) => chime.server.faults.always("*", { status: 403, name: "ExpiredTokenException" }),
    says: /failed: ExpiredToken .*The AWS credentials have expired: sign in again \(aws sso login\) or renew/s,
  },
  {
    name: "a wrong secret key",
    environment: () => ({ AWS_SECRET_ACCESS_KEY: "wrong" }),
    says: /failed: (InvalidSignature|SignatureDoesNotMatch).*at http:\/\/127.0.0.1:\d+ does not accept the AWS credentials: check that they are meant for/s,
  },
  {
    name: "a wrong access key",
    environment: () => ({ AWS_ACCESS_KEY_ID: "AKIANOBODYEXAMPLE000" }),
    says: /failed: (UnrecognizedClient|InvalidClientTokenId).*at http:\/\/127.0.0.1:\d+ does not accept the AWS credentials: check that/s,
  },
  {
    name: "a wrong region",
    settings: { region: "eu-central-1" },
    fault: (chime) => chime.server.faults.always("*", { status: 403, name: "InvalidSignatureException" }),
    says: /failed: InvalidSignature.*Requests are signed for the region eu-central-1, and the service lived in us-east-1: check chime:region\./s,
  },
  {
    name: "an endpoint where nothing listens",
    settings: { endpoint: "http://127.0.0.1:9" },
    says: /^UserSuspensionSet: the account could not be read, and this step changed nothing\. \w+ for .* failed: connection refused .*Check the network and the endpoint http:\/\/127\.0\.0\.1:9\./s,
  },
  {
    name: "an endpoint whose name does not exist",
    settings: { endpoint: "http://chime.invalid" },
    says: /failed: host name not found .*Check the network and the endpoint http:\/\/chime\.invalid\./s,
  },
  {
    name: "https where there is only http",
    environment: (chime) => ({ AWS_ENDPOINT_URL_CHIME: chime.server.endpoint.replace("http:", "https:") }),
    says: /failed: no trusted TLS connection .*name its PEM file in AWS_CA_BUNDLE/s,
  },
  {
    name: "a proxy where nothing listens",
    environment: () => ({ HTTP_PROXY: "http://127.0.0.1:9", NO_PROXY: "" }),
    says: /failed: connection refused .*The proxy http:\/\/127\.0\.0\.1:9 \(HTTPS_PROXY, HTTP_PROXY\) can't be reached: check it, or name the endpoint in NO_PROXY\./s,
  },
  {
    name: "a proxy whose name does not exist, with a password",
    environment: () => ({ HTTP_PROXY: "http://me:hidden@proxy.invalid:3128", NO_PROXY: "" }),
    says: /failed: host name not found .*The proxy http:\/\/proxy\.invalid:3128 \(HTTPS_PROXY, HTTP_PROXY\) can't be reached/s,
  },
  {
    name: "a proxy for others than the endpoint",
    environment: () => ({ HTTP_PROXY: "http://127.0.0.1:9", NO_PROXY: "127.0.0.1" }),
    settings: { endpoint: "http://127.0.0.1:1" },
    says: /failed: connection refused .*Check the network and the endpoint http:\/\/127\.0\.0\.1:1\./s,
  },
  {
    name: "a web proxy that forbids it",
    instead: (_, response) => response.writeHead(403, { "content-type": "text/html" }).end("<h1>Blocked</h1>"),
    says: /failed: HTTP 403 "Blocked" .*names no error of Chime's: a proxy or a gateway may have given it\. Check the endpoint http:\/\/127\.0\.0\.1:\d+, HTTPS_PROXY, HTTP_PROXY and NO_PROXY\./s,
  },
  {
    name: "a proxy that wants a password",
    instead: (_, response) => response.writeHead(407).end("Proxy Authentication Required"),
    says: /failed: HTTP 407 .*Check the endpoint/s,
  },
  {
    name: "an endpoint that is a web site",
    instead: html,
    says: /the answer cannot be read \(no JSON.*Check that http:\S+ is a Chime endpoint\./s,
  },
  {
    name: "an endpoint that answers something else in JSON",
    instead: (_, response) => response.writeHead(200, { "content-type": "application/json" }).end('{"status": "ok"}'),
    says: /the answer cannot be read \((?:Account|User) is missing.*Check that http:\S+ is a Chime endpoint\./s,
  },
  {
    name: "an endpoint that sends elsewhere",
    instead: (_, response) => response.writeHead(302, { location: "https://example.com/login" }).end(),
    says: /302.*Check the endpoint/s,
  },
  {
    name: "a gateway that knows no such path",
    instead: (_, response) => response.writeHead(404).end('{"message": "no Route matched with those values"}'),
    says: /failed: HTTP 404 "no Route matched with those values" .*Check the endpoint http:\/\/127\.0\.0\.1:\d+ \(chime:endpoint/s,
  },
  {
    name: "another service of AWS's",
    fault: (chime) => chime.server.faults.always("*", { status: 404, name: "UnknownOperationException" }),
    says: /failed: UnknownOperation "Scripted fault" \(404, request .*Check the endpoint http:\/\/127\.0\.0\.1:\d+ \(chime:endpoint/s,
  },
  {
    name: "an endpoint that is gone",
    instead: (_, response) => response.writeHead(410, { "content-type": "text/html" }).end("<h1>Gone</h1>"),
    says: /failed: HTTP 410 "Gone" .*Check the endpoint http:\/\/127\.0\.0\.1:\d+ \(chime:endpoint/s,
  },
];

async function messageOf(chime: Chime, row: Row, endpoint: Readonly<Record<string, string>>): Promise<string> {
  const environment = {
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    ...chime.environment,
    ...endpoint,
    ...row.environment?.(chime),
  };
  const { session, close } = openInProcess(environment, row.settings);
  try {
    const inputs = inputsOf(suspensionKind, { accountId: ACCOUNT, users: [idOf(1)] });
    return await create(suspensionKind, session, inputs).then(
      () => "done",
      (error: Error) => error.message,
    );
  } finally {
    await close();
  }
}

describe("a wrong configuration", () => {
  it("of the provider is told whole at one resource, and the others say where", async () => {
    const report = {
      info: () => undefined,
      warn: () => undefined,
      progress: () => undefined,
      flush: async () => undefined,
    };
    const session = new Session({
      report,
      findFaults: async () => [new InputError("chime:endpont", "no such setting.")],
      openClient: () => Promise.reject(new Error("nobody asks for it")),
    });
    const reasonsOf = async (name: string): Promise<readonly string[]> => {
      const urn = `urn:pulumi:dev::people::pulumi-nodejs:dynamic/chime:UserSuspensionSet::${name}`;
      const args = { accountId: ACCOUNT, users: [idOf(name === "a" ? 1 : 2)], [HIDDEN.urn]: urn };
      return (await check(suspensionKind, session, {}, args)).failures.map(({ reason }) => reason);
    };
    const whole = await reasonsOf("a");
    match(whole.join("\n"), /^chime:endpont: no such setting\.$/);
    deepEqual(await reasonsOf("b"), ['The provider\'s settings are wrong, see the error of UserSuspensionSet "a".']);
    deepEqual(await reasonsOf("a"), whole);
  });

  for (const row of ROWS) {
    it(`is told in a plain sentence with the next step: ${row.name}`, async () => {
      await withChime([{ people: 3 }], async (chime) => {
        row.fault?.(chime);
        const other = row.instead && createServer(row.instead).listen(0, "127.0.0.1");
        await new Promise((resolve) => (other ? other.once("listening", resolve) : resolve(undefined)));
        const port = (other?.address() as AddressInfo | undefined)?.port;
        const endpoint: Record<string, string> =
          port === undefined ? {} : { AWS_ENDPOINT_URL_CHIME: `http://127.0.0.1:${port}` };
        try {
          const message = await messageOf(chime, row, endpoint);
          match(message, row.says);
          doesNotMatch(message, /\n\s+at |undefined|\[object/);
          // The service's own words are whole; ours are few.
          const ours = message.replace(/ ".*?" \(/s, " (");
          equal(ours.length < 420, true, `${ours.length} characters`);
          equal(chime.writes().length, 0);
        } finally {
          other?.close();
          other?.closeAllConnections();
        }
      });
    });
  }
});
