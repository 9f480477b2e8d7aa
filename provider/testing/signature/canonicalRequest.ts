import { queryPairs, type Target } from "../http/splitTarget";

/** A request as it was received; header names in lower case, one value per line sent. */
export interface SignedRequest {
  readonly method: string;
  readonly target: Target;
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  readonly body: Buffer;
}

/** The canonical request. {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html} */
export function canonicalRequest(request: SignedRequest, signedHeaders: readonly string[], bodyHash: string): string {
  return [
    request.method,
    canonicalPath(request.target.path),
    canonicalQuery(request.target.query),
    ...signedHeaders.map((name) => `${name}:${canonicalHeader(request.headers[name] ?? [])}`),
    "",
    signedHeaders.join(";"),
    bodyHash,
  ].join("\n");
}

/** Dot segments and doubled slashes resolved, then every segment encoded once more on top of how it was sent. */
function canonicalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(encode(segment));
  }
  const trailingSlash = segments.length > 0 && path.endsWith("/") ? "/" : "";
  return `/${segments.join("/")}${trailingSlash}`;
}

function canonicalQuery(query: string): string {
  return queryPairs(query)
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([name, value], [otherName, otherValue]) => compare(name, otherName) || compare(value, otherValue))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

function canonicalHeader(values: readonly string[]): string {
  return values.map((value) => value.trim().replace(/\s+/g, " ")).join(",");
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Percent-encodes everything but RFC 3986's unreserved characters. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
