import { InputError } from "../../errors/inputError";

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

/**
 * Reads an endpoint as a person writes it, or says why it is none. The text itself is not repeated: it may hold a
 * password.
 *
 * @param source where the text comes from, for the message: `chime:endpoint`, `AWS_ENDPOINT_URL`.
 */
export function parseEndpoint(text: string, source: string): Endpoint | InputError {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") {
    return new InputError(source, 'must be an http or https URL such as "https://chime.us-east-1.amazonaws.com".');
  }
  if (url.username !== "" || url.password !== "") {
    return new InputError(
      source,
      "must not hold a user name or password. Credentials come from the AWS default chain.",
    );
  }
  if (url.search !== "" || url.hash !== "") {
    return new InputError(source, "must be a URL without a query or a fragment.");
  }
  return { origin: url.origin, host: url.host, basePath: url.pathname.replace(/\/+$/, "") };
}
