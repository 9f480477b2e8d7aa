import { InputError } from "../../errors/inputError";
import { shorten } from "../../model/names";
import { SECRET } from "../../model/secret";

/** Where requests go. */
export interface Endpoint {
  /** `https://chime.us-east-1.amazonaws.com`. */
  readonly origin: string;
  /** The value of the Host header. */
  readonly host: string;
  /** What stands before every path, without a slash at its end: `` or `/console`. */
  readonly basePath: string;
}

/** The service's only endpoint. */
export const DEFAULT_ENDPOINT: Endpoint = {
  origin: "https://chime.us-east-1.amazonaws.com",
  host: "chime.us-east-1.amazonaws.com",
  basePath: "",
};

/** A wrong endpoint as a message names it: without what stands before an "@", which may be a password, and without a query. */
export function nameEndpoint(value: unknown): string {
  if (typeof value !== "string") return shorten(value);
  const withoutPassword = value.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*(@|%40)/is, `$1${SECRET}$2`);
  return shorten(withoutPassword.replace(/(?<=[?#]).+$/s, SECRET));
}

/**
 * Reads an endpoint as a person writes it, or says why it is none.
 *
 * @param source where the text comes from, for the message: `chime:endpoint`, `AWS_ENDPOINT_URL`.
 */
export function parseEndpoint(value: unknown, source: string): Endpoint | InputError {
  const url = typeof value === "string" && URL.canParse(value) ? new URL(value) : undefined;
  const given = nameEndpoint(value);
  if (url?.protocol !== "https:" && url?.protocol !== "http:") {
    const form = `an http or https URL such as "${DEFAULT_ENDPOINT.origin}"`;
    return new InputError(source, `must be ${form}, not ${given}.`);
  }
  if (url.username !== "" || url.password !== "") {
    return new InputError(
      source,
      `must not hold a user name or password, as ${given} does. Credentials come from the AWS default chain.`,
    );
  }
  if (url.search !== "" || url.hash !== "") {
    return new InputError(source, `must be a URL without a query or a fragment, not ${given}.`);
  }
  return { origin: url.origin, host: url.host, basePath: url.pathname.replace(/\/+$/, "") };
}
