import { Sha256 } from "@smithy/core/checksum";
import { buildQueryString, HttpRequest } from "@smithy/core/protocols";
import { SignatureV4 } from "@smithy/signature-v4";
import type { Credentials } from "../configuration/credentials";
import type { Endpoint } from "../configuration/endpoint";
import type { WireRequest } from "../operations/operation";
import type { SignedRequest } from "./transport";

/** What a request is signed with, besides itself. */
export interface SigningContext {
  readonly credentials: Credentials;
  /** What the service's clock shows. */
  readonly date: Date;
  /** Headers to add; all but the user agent are covered by the signature. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Signs requests for one endpoint. */
export type Signer = (request: WireRequest, context: SigningContext) => Promise<SignedRequest>;

/** Signature Version 4 for the service `chime`. */
export function createSigner(endpoint: Endpoint, region: string): Signer {
  return async (request, { credentials, date, headers }) => {
    const signer = new SignatureV4({
      service: "chime",
      region,
      credentials,
      sha256: Sha256,
      // The hash of the body is part of the signature anyway; the extra header is for S3.
      applyChecksum: false,
    });
    const path = `${endpoint.basePath}${request.path}`;
    const signed = await signer.sign(
      new HttpRequest({
        method: request.method,
        path,
        query: { ...request.query },
        headers: {
          ...headers,
          host: endpoint.host,
          ...(request.body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(request.body === undefined ? {} : { body: request.body }),
      }),
      { signingDate: date },
    );
    const query = buildQueryString(request.query);
    return {
      method: request.method,
      target: query === "" ? path : `${path}?${query}`,
      headers: signed.headers,
      ...(request.body === undefined ? {} : { body: request.body }),
    };
  };
}
