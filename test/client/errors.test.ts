import assert from "node:assert/strict";
import { ApiError } from "../../provider/errors/apiError";
import { failureOf, KEYS, withClient } from "./testClient";
import { startWireServer, type WireAnswer } from "./wireServer";

async function refusalOf(answer: WireAnswer, environment?: NodeJS.ProcessEnv): Promise<ApiError> {
  const server = await startWireServer(answer);
  let error: unknown;
  try {
    await withClient(
      { endpoint: server.url, maxAttempts: 1 },
      async (client) => {
        error = await failureOf(client.batchSuspendUser("a1", ["u1", "u2"]));
      },
      environment ? { environment } : {},
    );
  } finally {
    await server.close();
  }
  assert.ok(ApiError.isInstance(error), String(error));
  return error;
}

const NOT_FOUND_BODY = { Code: "NotFound", Message: "gone", RequestId: null };

interface Form {
  readonly name: string;
  readonly answer: WireAnswer;
  readonly awsCode: string | undefined;
  readonly kind: string;
  readonly said?: string | undefined;
}

const header = (value: string) => ({ "x-amzn-errortype": value });

const FORMS: Form[] = [
  {
    name: "the long name in the header wins over the body",
    answer: { status: 403, headers: header("ForbiddenException"), body: NOT_FOUND_BODY },
    awsCode: "Forbidden",
    kind: "denied",
    said: "gone",
  },
  {
    name: "a header with a namespace and an address is cleaned",
    answer: { status: 404, headers: header("com.amazonaws.chime#NotFoundException:http://internal.example/") },
    awsCode: "NotFound",
    kind: "notFound",
  },
  {
    name: "a short name in the header",
    answer: { status: 404, headers: header("NotFound") },
    awsCode: "NotFound",
    kind: "notFound",
  },
  {
    name: "Code in the body",
    answer: { status: 404, body: NOT_FOUND_BODY },
    awsCode: "NotFound",
    kind: "notFound",
    said: "gone",
  },
  {
    name: "code and message in lower case",
    answer: { status: 400, body: { code: "ConflictException", message: "busy" } },
    awsCode: "Conflict",
    kind: "conflict",
    said: "busy",
  },
  {
    name: "__type with a namespace",
    answer: { status: 400, body: { __type: "com.amazonaws.chime#BadRequestException" } },
    awsCode: "BadRequest",
    kind: "invalid",
  },
  {
    name: "Code wins over __type",
    answer: { status: 400, body: { __type: "BadRequestException", Code: "NotFound" } },
    awsCode: "NotFound",
    kind: "notFound",
  },
  {
    name: "Code null leaves __type",
    answer: { status: 400, body: { Code: null, __type: "Conflict" } },
    awsCode: "Conflict",
    kind: "conflict",
  },
  {
    name: "Code null and no name at all",
    answer: { status: 404, body: { Code: null } },
    awsCode: undefined,
    kind: "notFound",
  },
  {
    name: "a body that is a list",
    answer: { status: 403, body: [1, 2] },
    awsCode: undefined,
    kind: "denied",
    said: "[1,2]",
  },
  {
    name: "a body that is null",
    answer: { status: 409, body: "null" },
    awsCode: undefined,
    kind: "conflict",
    said: "null",
  },
  { name: "an empty body", answer: { status: 404, body: "" }, awsCode: undefined, kind: "notFound" },
  {
    name: "an HTML page",
    answer: { status: 404, body: "<html><body>\n<h1>Not\tFound</h1></body></html>" },
    awsCode: undefined,
    kind: "notFound",
    said: "Not Found",
  },
  {
    name: "a name that is no name",
    answer: { status: 400, body: { Code: "<b>x</b>" } },
    awsCode: undefined,
    kind: "invalid",
  },
  {
    name: "a redirect is not followed",
    answer: { status: 302, headers: { location: "/x" }, body: "" },
    awsCode: undefined,
    kind: "unknown",
  },
  {
    name: "a name nobody knows falls back to the status",
    answer: { status: 403, headers: header("Peculiar") },
    awsCode: "Peculiar",
    kind: "denied",
  },
  {
    name: "a throttling name counts with any status",
    answer: { status: 400, body: { Code: "Throttled" } },
    awsCode: "Throttled",
    kind: "throttled",
  },
  {
    name: "429 counts with any name",
    answer: { status: 429, body: { Code: "Forbidden" } },
    awsCode: "Forbidden",
    kind: "throttled",
  },
  {
    name: "503 counts with any name",
    answer: { status: 503, body: { Code: "Forbidden" } },
    awsCode: "Forbidden",
    kind: "unavailable",
  },
  { name: "418 means nothing known", answer: { status: 418, body: "" }, awsCode: undefined, kind: "unknown" },
];

describe("an error answer", () => {
  for (const { name, answer, awsCode, kind, said } of FORMS) {
    it(name, async () => {
      const error = await refusalOf(answer);
      const { operation, attempts, requestId } = error;
      assert.deepEqual(
        { awsCode: error.awsCode, kind: error.kind, said: error.serviceMessage },
        { awsCode, kind, said },
      );
      assert.deepEqual(
        { operation, attempts, requestId },
        { operation: "BatchSuspendUser", attempts: 1, requestId: "req-1" },
      );
    });
  }

  it("becomes a message with what failed, for whom, what was said and what to do", async () => {
    const error = await refusalOf({ status: 403, body: { Code: "Forbidden", Message: "AWS authorization failed" } });
    assert.equal(
      error.message,
      'BatchSuspendUser for 2 users of account a1 failed: Forbidden "AWS authorization failed" (403, request req-1, attempt 1 of 1). Grant chime:BatchSuspendUser to the caller.',
    );
  });

  it("keeps the request ID on the first line however much the service says", async () => {
    const error = await refusalOf({ status: 400, body: { Code: "BadRequest", Message: `${"very ".repeat(500)}long` } });
    const [first = "", advice] = error.message.split("\n");
    assert.ok(first.length > 600 && first.length <= 800, `${first.length}`);
    assert.match(first, /…" \(400, request req-1, attempt 1 of 1\)\.$/);
    assert.equal(advice, "The service can't do what the request asks for: correct what it names.");
    assert.equal(error.serviceMessage?.length, 1000);
  });

  it("says that credentials have expired", async () => {
    for (const code of ["ExpiredToken", "ExpiredTokenException"]) {
      const error = await refusalOf({ status: 400, body: { __type: code, Message: "The security token is expired" } });
      assert.equal(error.kind, "denied");
      assert.match(error.message, /The AWS credentials have expired: sign in again/);
    }
  });

  it("has no request ID where the answer has none", async () => {
    const error = await refusalOf((response) => response.writeHead(404).end());
    assert.equal(error.requestId, undefined);
    assert.match(error.message, /HTTP 404 \(attempt 1 of 1\)/);
  });
});

describe("secrets in an error answer", () => {
  const token = "FwoGZXIvYXdzEBYaD/veryLongSessionToken+==";
  const environment = { ...KEYS, AWS_SESSION_TOKEN: token, AWS_CONFIG_FILE: "/nonexistent" };

  it("are taken out of every field and of the message", async () => {
    const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = KEYS;
    const error = await refusalOf((response, _socket, { headers }) => {
      const said = `${id} ${secret} ${encodeURIComponent(secret)} ${token} ${headers.authorization} x-amz-security-token:${token}`;
      response.writeHead(403, { "x-amzn-errortype": id, "x-amzn-requestid": token.replace(/[=+]/g, "") });
      response.end(JSON.stringify({ Code: secret.slice(0, 12), Message: said }));
    }, environment);
    const shown = `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
    for (const hidden of [id, secret, encodeURIComponent(secret), token, "Signature="]) {
      assert.equal(shown.includes(hidden), false, hidden);
    }
    assert.match(error.serviceMessage ?? "", /^\[redacted\] \[redacted\] \[redacted\] \[redacted\] /);
  });

  it("are taken out where a proxy's page or a gateway writes them otherwise, or has a part of one", async () => {
    const escaped = token.replace(/[/+=]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`);
    const entities = token.replace(/[/+=]/g, (c) => `&#${c.charCodeAt(0)};`);
    const said = [
      `<html><p>x-token ${entities}</p></html>`,
      `<p>x-token ${token.slice(0, 20)}<wbr>${token.slice(20)}</p>`,
      JSON.stringify({ Message: `x-token ${escaped}` }),
      JSON.stringify({ Message: `x-token ${Buffer.from(token).toString("base64")}` }),
      JSON.stringify({ Message: `x-token ${token.slice(0, 20)}\n${token.slice(20)}` }),
      JSON.stringify({ Message: `x-token ${token.slice(0, 30)}` }),
    ];
    for (const body of said) {
      const error = await refusalOf((response) => response.writeHead(403).end(body), environment);
      assert.equal(error.serviceMessage, "x-token [redacted]");
    }
  });

  it("are taken out of what a batch says of single users", async () => {
    const server = await startWireServer({
      body: {
        UserErrors: [
          { UserId: "u1", ErrorCode: "Forbidden", ErrorMessage: `denied to ${KEYS.AWS_ACCESS_KEY_ID}` },
          { UserId: "u1", ErrorCode: `For${KEYS.AWS_ACCESS_KEY_ID}` },
        ],
      },
    });
    await withClient({ endpoint: server.url }, async (client) => {
      const { userErrors } = await client.batchSuspendUser("a1", ["u1"]);
      assert.equal(userErrors[0]?.errorMessage, "denied to [redacted]");
      assert.equal(userErrors[1]?.errorCode, "For[redacted]");
    });
    await server.close();
  });
});
