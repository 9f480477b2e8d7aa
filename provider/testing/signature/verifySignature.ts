import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { SIGNATURE_TOLERANCE_MINUTES } from "../limits";
import { ServiceError } from "../serviceError";
import { canonicalRequest, type SignedRequest } from "./canonicalRequest";
import type { Credentials } from "./credentials";
import { type Authorization, parseAuthorization } from "./parseAuthorization";

const MISMATCH =
  "The request signature we calculated does not match the signature you provided. " +
  "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

/**
 * Checks a request's AWS Signature Version 4 and returns the region it was signed for; any region passes, since SDKs sign
 * requests to a custom endpoint with whatever region is configured. Throws ServiceError in AWS's words.
 */
export function verifySignature(request: SignedRequest, credentials: Credentials, nowMs: number): string {
  const authorization = parseAuthorization(request.headers["authorization"]?.[0]);
  checkIdentity(request, authorization, credentials);
  const time = readTime(request);
  checkScope(authorization, time);
  checkSignedHeaders(request, authorization.signedHeaders);
  checkTime(time, nowMs);
  const hash = sha256(request.body);
  const claimed = request.headers["x-amz-content-sha256"]?.[0];
  if (claimed !== undefined && !isSame(claimed, hash)) throw new ServiceError("InvalidSignature", MISMATCH);
  if (!isSame(authorization.signature, expectedSignature(request, authorization, time, hash, credentials))) {
    throw new ServiceError("InvalidSignature", MISMATCH);
  }
  return authorization.region;
}

function checkIdentity(request: SignedRequest, authorization: Authorization, credentials: Credentials): void {
  const token = request.headers["x-amz-security-token"]?.[0] ?? "";
  // Long-term keys have no token; one that a shell sends along with them is left alone.
  const isTokenRight = credentials.sessionToken === undefined || isSame(token, credentials.sessionToken);
  if (!isSame(authorization.accessKeyId, credentials.accessKeyId) || !isTokenRight) {
    throw new ServiceError("UnrecognizedClient", "The security token included in the request is invalid.");
  }
}

function checkScope({ date, service, terminator }: Authorization, time: string): void {
  if (service !== "chime") {
    throw new ServiceError("InvalidSignature", "Credential should be scoped to correct service: 'chime'.");
  }
  if (terminator !== "aws4_request") {
    throw new ServiceError("InvalidSignature", "Credential should be scoped with a valid terminator: 'aws4_request'.");
  }
  if (date !== time.slice(0, 8)) {
    throw new ServiceError(
      "InvalidSignature",
      "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.",
    );
  }
}

function checkSignedHeaders(request: SignedRequest, signedHeaders: readonly string[]): void {
  for (const required of ["host", "x-amz-date"]) {
    if (!signedHeaders.includes(required)) {
      throw new ServiceError("InvalidSignature", `'${required}' must be a 'SignedHeader' in the AWS Authorization.`);
    }
  }
  const missing = signedHeaders.find((name) => request.headers[name] === undefined);
  if (missing !== undefined) throw new ServiceError("InvalidSignature", MISMATCH);
}

/** The time of signing, `YYYYMMDDTHHMMSSZ`. */
function readTime(request: SignedRequest): string {
  const time = request.headers["x-amz-date"]?.[0]?.trim();
  if (time === undefined || !/^\d{8}T\d{6}Z$/.test(time) || Number.isNaN(epochMs(time))) {
    throw new ServiceError(
      "IncompleteSignature",
      "Authorization header requires existence of a valid 'X-Amz-Date' header.",
    );
  }
  return time;
}

function checkTime(time: string, nowMs: number): void {
  const toleranceMs = SIGNATURE_TOLERANCE_MINUTES * 60_000;
  const now = compactTime(nowMs);
  const minutes = SIGNATURE_TOLERANCE_MINUTES;
  if (epochMs(time) < nowMs - toleranceMs) {
    const limit = compactTime(nowMs - toleranceMs);
    const text = `Signature expired: ${time} is now earlier than ${limit} (${now} - ${minutes} min.)`;
    throw new ServiceError("InvalidSignature", text);
  }
  if (epochMs(time) > nowMs + toleranceMs) {
    const limit = compactTime(nowMs + toleranceMs);
    const text = `Signature not yet current: ${time} is still later than ${limit} (${now} + ${minutes} min.)`;
    throw new ServiceError("InvalidSignature", text);
  }
}

/** A key of signatures, and for which secret and scope it is. */
interface SigningKey {
  readonly of: string;
  readonly key: Buffer;
}

/** A client signs with one key all day: the last one is kept, since to derive it takes more than to check a signature. */
let lastKey: SigningKey | undefined;

function signingKey(secretAccessKey: string, scope: readonly string[]): Buffer {
  const of = JSON.stringify([secretAccessKey, ...scope]);
  if (lastKey?.of !== of) {
    let key: Buffer = Buffer.from(`AWS4${secretAccessKey}`);
    for (const part of scope) key = createHmac("sha256", key).update(part).digest();
    lastKey = { of, key };
  }
  return lastKey.key;
}

function expectedSignature(
  request: SignedRequest,
  { date, region, service, terminator, signedHeaders }: Authorization,
  time: string,
  bodyHash: string,
  credentials: Credentials,
): string {
  const scope = [date, region, service, terminator];
  const canonical = canonicalRequest(request, signedHeaders, bodyHash);
  const stringToSign = ["AWS4-HMAC-SHA256", time, scope.join("/"), sha256(canonical)].join("\n");
  const key = signingKey(credentials.secretAccessKey, scope);
  return createHmac("sha256", key).update(stringToSign).digest("hex");
}

function sha256(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}

/** Compares in constant time; the hashes make the lengths equal. */
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(createHash("sha256").update(one).digest(), createHash("sha256").update(other).digest());
}

function epochMs(time: string): number {
  return Date.parse(time.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, "$1-$2-$3T$4:$5:$6Z"));
}

function compactTime(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, "");
}
