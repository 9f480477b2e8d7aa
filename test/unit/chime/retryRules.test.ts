import assert from "node:assert/strict";
import { classifyError, isThrottlingName } from "../../../provider/chime/failures/errorKind";
import { classifyFault } from "../../../provider/chime/failures/transportFailure";
import { backoffMs, LONGEST_BACKOFF_MS } from "../../../provider/chime/retry/backoff";
import { classifyFailure } from "../../../provider/chime/retry/classifyFailure";
import { readRetryAfterMs } from "../../../provider/chime/retry/retryAfter";

describe("backoff", () => {
  it("doubles with every failure, from a higher start for throttling", () => {
    const waits = [1, 2, 3, 4].map((failures) => backoffMs("passing", failures, undefined, () => 1));
    assert.deepEqual(waits, [100, 200, 400, 800]);
    assert.deepEqual(
      [1, 2, 3].map((failures) => backoffMs("throttling", failures, undefined, () => 1)),
      [400, 800, 1600],
    );
  });

  it("outlasts five seconds within five attempts where the service was there before, with the worst of luck", () => {
    const waits = [1, 2, 3, 4].map((failures) => backoffMs("away", failures, undefined, () => 0));
    assert.deepEqual(waits, [62.5, 250, 1_000, 4_000]);
  });

  it("is half chance", () => {
    assert.deepEqual(
      [0, 0.5, 1].map((chance) => backoffMs("passing", 1, undefined, () => chance)),
      [50, 75, 100],
    );
  });

  it("ends at 20 seconds, unless the service asks for more", () => {
    assert.equal(
      backoffMs("throttling", 60, undefined, () => 1),
      LONGEST_BACKOFF_MS,
    );
    assert.equal(
      backoffMs("throttling", 60, 30_000, () => 1),
      30_000,
    );
    assert.equal(
      backoffMs("passing", 1, 10, () => 0),
      50,
    );
  });
});

describe("Retry-After", () => {
  const now = Date.parse("2026-11-21T02:00:00Z");
  const cases: [string, Record<string, string>, number | undefined][] = [
    ["seconds", { "retry-after": "2" }, 2000],
    ["parts of a second", { "retry-after": "0.5" }, 500],
    ["a date", { "retry-after": "Sat, 21 Nov 2026 02:00:05 GMT" }, 5000],
    ["a date that is over", { "retry-after": "Sat, 21 Nov 2026 01:00:00 GMT" }, 0],
    ["milliseconds in the AWS header", { "x-amz-retry-after": "250" }, 250],
    ["nonsense in the AWS header", { "x-amz-retry-after": "soon", "retry-after": "1" }, 1000],
    ["a negative number", { "retry-after": "-5x" }, undefined],
    ["nothing", {}, undefined],
    ["an empty text", { "retry-after": "" }, undefined],
    ["a day", { "retry-after": "86400" }, 120_000],
  ];
  for (const [name, headers, expected] of cases) {
    it(`reads ${name}`, () => assert.equal(readRetryAfterMs(headers, now), expected));
  }
});

describe("an error name", () => {
  const throttling = [
    "ThrottledClient",
    "Throttled",
    "Throttling",
    "RequestThrottled",
    "TooManyRequests",
    "SlowDown",
    "RequestLimitExceeded",
  ];
  for (const name of throttling) {
    it(`asks for a slower pace: ${name}`, () => assert.equal(isThrottlingName(name), true));
  }
  for (const name of ["Forbidden", "ResourceLimitExceeded", "NotFound", "constructor"]) {
    it(`does not ask for a slower pace: ${name}`, () => assert.equal(isThrottlingName(name), false));
  }

  it("counts before the status, but not before a passing status", () => {
    assert.equal(classifyError("NotFound", 400), "notFound");
    assert.equal(classifyError("NotFound", 503), "unavailable");
    assert.equal(classifyError("ServiceFailure", 400), "unavailable");
    assert.equal(classifyError("toString", 400), "invalid");
    assert.equal(classifyError(undefined, 410), "notFound");
  });
});

describe("a network fault", () => {
  const faults: [unknown, string][] = [
    [{ code: "UND_ERR_SOCKET" }, "reset"],
    [{ code: "UND_ERR_HEADERS_TIMEOUT" }, "timeout"],
    [{ code: "UND_ERR_BODY_TIMEOUT" }, "timeout"],
    [{ code: "UND_ERR_CONNECT_TIMEOUT" }, "timeout"],
    [{ code: "ECONNREFUSED" }, "refused"],
    [{ code: "ECONNRESET" }, "reset"],
    [{ code: "EPIPE" }, "reset"],
    [{ code: "ENOTFOUND" }, "dns"],
    [{ code: "EAI_AGAIN" }, "dns"],
    [{ code: "EHOSTUNREACH" }, "unreachable"],
    [{ code: "HPE_INVALID_CONSTANT" }, "malformed"],
    [{ name: "HTTPParserError" }, "malformed"],
    [{ code: "UND_ERR_RES_EXCEEDED_MAX_SIZE" }, "malformed"],
    [{ code: "DEPTH_ZERO_SELF_SIGNED_CERT" }, "tls"],
    [{ code: "ERR_TLS_CERT_ALTNAME_INVALID" }, "tls"],
    [{ code: "UND_ERR_ABORTED", message: "Proxy response (407) !== 200 when HTTP Tunneling" }, "proxy"],
    [{ code: "UND_ERR_ABORTED", message: "Proxy response (503) !== 200 when HTTP Tunneling" }, "refused"],
    [{ code: "UND_ERR_CLOSED" }, "aborted"],
    [{ code: "constructor" }, "unknown"],
    [undefined, "unknown"],
    ["text", "unknown"],
  ];
  for (const [fault, kind] of faults) {
    it(`${JSON.stringify(fault) ?? "nothing"} is ${kind}`, () => assert.equal(classifyFault(fault), kind));
  }
});

describe("an error of somebody else", () => {
  it("is not tried again", () => {
    assert.equal(classifyFailure(new TypeError("a mistake")), "final");
    assert.equal(classifyFailure(undefined), "final");
  });
});
