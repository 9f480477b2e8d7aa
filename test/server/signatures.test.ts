import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { BatchSuspendUserCommand, GetAccountCommand } from "@aws-sdk/client-chime";
import { type ChimeServer, EXAMPLE_CREDENTIALS } from "../../provider/testing";
import { type RawAnswer, sendBytes, sendSigned, useServers } from "../support/chimeSdk";

const ACCOUNT = "acc";
const GET = { path: `/accounts/${ACCOUNT}` };
const UPDATE = {
  method: "POST",
  path: `/accounts/${ACCOUNT}/users`,
  query: { operation: "suspend" },
  body: '{"UserIdList":["a"]}',
  headers: { "content-type": "application/json" },
};

function refusal(answer: RawAnswer): [number, string, string] {
  const body = JSON.parse(answer.text) as { Message: string };
  return [answer.status, answer.headers.get("x-amzn-errortype") ?? "", body.Message];
}

describe("signature check", () => {
  const servers = useServers();
  const accounts = [{ AccountId: ACCOUNT, AccountType: "EnterpriseLWA", Users: [{ UserId: "a" }] }] as const;
  let server: ChimeServer;
  beforeEach(async () => {
    server = await servers.start({ accounts, credentials: EXAMPLE_CREDENTIALS });
  });
  const mismatch = [403, "InvalidSignatureException"] as const;

  it("passes a right signature, with or without a hash of the body among the headers", async () => {
    assert.equal((await sendSigned(server, GET)).status, 200);
    assert.equal((await sendSigned(server, UPDATE)).status, 200);
    const hash = createHash("sha256").update(UPDATE.body).digest("hex");
    const withHash = (value: string) => sendSigned(server, { ...UPDATE, headers: { "x-amz-content-sha256": value } });
    assert.equal((await withHash(hash)).status, 200);
    assert.deepEqual(refusal(await withHash(hash.replace(/./, "g"))).slice(0, 2), mismatch);
    const unsigned = await sendSigned(server, UPDATE, (signed) => {
      signed.headers["x-amz-content-sha256"] = "of another body";
    });
    assert.deepEqual(refusal(unsigned).slice(0, 2), mismatch);
  });

  it("passes IDs and queries with every sign", async () => {
    for (const id of ["a b", "é/ü", "a%2Fb", "!'()*~-._", "ツ", "a+b&c=d"]) {
      const user = server.addUser(ACCOUNT, {
        UserId: id,
        PrimaryEmail: `${Buffer.from(id).toString("hex")}@example.com`,
      });
      const path = `/accounts/${ACCOUNT}/users/${encodeURIComponent(id)}`;
      const answer = await sendSigned(server, { path });
      assert.equal(answer.status, 200, `${id}: ${answer.text}`);
      assert.deepEqual(JSON.parse(answer.text), { User: user });
    }
  });

  it("refuses a wrong secret", async () => {
    const credentials = { ...EXAMPLE_CREDENTIALS, secretAccessKey: "wrong" };
    const answer = await sendSigned(server, { ...GET, credentials });
    assert.deepEqual(refusal(answer).slice(0, 2), mismatch);
    assert.match(
      refusal(answer)[2],
      /^The request signature we calculated does not match the signature you provided\./,
    );
    await assert.rejects(servers.client(server, { credentials }).send(new GetAccountCommand({ AccountId: ACCOUNT })), {
      name: "InvalidSignatureException",
    });
  });

  it("refuses an unknown access key", async () => {
    const credentials = { ...EXAMPLE_CREDENTIALS, accessKeyId: "AKIAUNKNOWN" };
    assert.deepEqual(refusal(await sendSigned(server, { ...GET, credentials })), [
      403,
      "UnrecognizedClientException",
      "The security token included in the request is invalid.",
    ]);
  });

  it("refuses a request without a signature", async () => {
    const answer = await sendBytes(server, `GET ${GET.path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 403 .*x-amzn-ErrorType: MissingAuthenticationTokenException/s);
  });

  it("refuses a body, a query, a path and a header that were changed after signing", async () => {
    const changes: Parameters<typeof sendSigned>[2][] = [
      (signed) => {
        signed.body = '{"UserIdList":["b"]}';
      },
      (signed) => {
        signed.query = { operation: "unsuspend" };
      },
      (signed) => {
        signed.path = "/accounts/other/users";
      },
      (signed) => {
        signed.headers["content-type"] = "text/plain";
      },
      (signed) => {
        signed.method = "PUT";
      },
    ];
    for (const change of changes) {
      assert.deepEqual(refusal(await sendSigned(server, UPDATE, change)).slice(0, 2), mismatch);
    }
    assert.equal(server.user(ACCOUNT, "a")?.UserRegistrationStatus, "Registered");
  });

  it("refuses a scope of another service, and one whose date is not the request's", async () => {
    const other = refusal(await sendSigned(server, { ...GET, service: "s3" }));
    assert.deepEqual(other, [403, mismatch[1], "Credential should be scoped to correct service: 'chime'."]);
    const moved = await sendSigned(server, GET, (signed) => {
      signed.headers["authorization"] = signed.headers["authorization"]?.replace(/\/\d{8}\//, "/20200101/") ?? "";
    });
    assert.match(refusal(moved)[2], /^Date in Credential scope does not match/);
  });

  it("passes any region", async () => {
    assert.equal((await sendSigned(server, { ...GET, region: "eu-west-1" })).status, 200);
    assert.equal(server.journal.entries[0]?.signingRegion, "eu-west-1");
  });

  it("refuses a signature that leaves out the host or the date", async () => {
    for (const name of ["host", "x-amz-date"]) {
      const answer = await sendSigned(server, GET, (signed) => {
        const authorization = signed.headers["authorization"] ?? "";
        signed.headers["authorization"] = authorization.replace(new RegExp(`(;${name}|${name};)`), "");
      });
      assert.deepEqual(refusal(answer), [
        403,
        mismatch[1],
        `'${name}' must be a 'SignedHeader' in the AWS Authorization.`,
      ]);
    }
  });

  it("refuses a header without its parts with IncompleteSignatureException", async () => {
    for (const authorization of [
      "Basic abc",
      "AWS4-HMAC-SHA256 Credential=a",
      "AWS4-HMAC-SHA256",
      "AWS4-HMAC-SHA256 =,,=",
    ]) {
      const answer = await sendSigned(server, GET, (signed) => {
        signed.headers["authorization"] = authorization;
      });
      assert.deepEqual(refusal(answer).slice(0, 2), [400, "IncompleteSignatureException"]);
      assert.ok(!answer.text.includes("Credential=a"), answer.text);
    }
  });

  it("refuses a time more than 15 minutes off, either way, and passes one within", async () => {
    const signedAt = async (minutes: number) => {
      const signingDate = new Date(Date.now() + minutes * 60_000);
      return refusal(await sendSigned(server, { ...GET, signingDate }));
    };
    assert.match((await signedAt(-16))[2], /^Signature expired: \d{8}T\d{6}Z is now earlier than .* - 15 min\.\)$/);
    assert.match(
      (await signedAt(16))[2],
      /^Signature not yet current: \d{8}T\d{6}Z is still later than .* \+ 15 min\.\)$/,
    );
    assert.equal((await signedAt(-14))[0], 200);
    assert.equal((await signedAt(14))[0], 200);
  });

  it("tells an SDK the right time, with which it comes through at once", async () => {
    const late = await servers.start({ accounts, clock: () => Date.now() + 3_600_000 });
    const client = servers.client(late, { maxAttempts: 2 });
    await client.send(new GetAccountCommand({ AccountId: ACCOUNT }));
    assert.deepEqual(late.journal.lines(), ["GET GetAccount -> 403", "GET GetAccount -> 200"]);
  });

  it("asks for the session token where the keys have one", async () => {
    const credentials = { ...EXAMPLE_CREDENTIALS, sessionToken: "token//one+two==" };
    const temporary = await servers.start({ accounts, credentials });
    const suspend = new BatchSuspendUserCommand({ AccountId: ACCOUNT, UserIdList: ["a"] });
    await servers.client(temporary).send(suspend);
    for (const wrong of [EXAMPLE_CREDENTIALS, { ...credentials, sessionToken: "another" }]) {
      await assert.rejects(servers.client(temporary, { credentials: wrong }).send(suspend), {
        name: "UnrecognizedClientException",
      });
    }
  });

  it("never journals a key, a token or a signature", async () => {
    const credentials = { ...EXAMPLE_CREDENTIALS, sessionToken: "SESSION" };
    const temporary = await servers.start({ accounts, credentials });
    await sendSigned(temporary, GET);
    const text = JSON.stringify(temporary.journal.entries);
    assert.match(text, /GetAccount/);
    assert.doesNotMatch(text, /AKIA|SESSION|AWS4/);
  });
});
