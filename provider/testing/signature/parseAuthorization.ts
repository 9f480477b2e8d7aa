import { ServiceError } from "../serviceError";

/** The parts of an Authorization header: `AWS4-HMAC-SHA256 Credential=.../date/region/service/aws4_request, ...`. */
export interface Authorization {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const ALGORITHM = "AWS4-HMAC-SHA256";

/** Throws ServiceError in AWS's words for a header that is missing or incomplete. */
export function parseAuthorization(header: string | undefined): Authorization {
  if (header === undefined || header.trim() === "") {
    throw new ServiceError("MissingAuthenticationToken", "Missing Authentication Token");
  }
  const [algorithm, ...rest] = header.trim().split(/\s+/);
  if (algorithm !== ALGORITHM) {
    throw new ServiceError("IncompleteSignature", `Unsupported AWS 'algorithm', expected '${ALGORITHM}'.`);
  }
  const fields = readFields(rest.join(" "));
  const scope = requireField(fields, "Credential").split("/");
  if (scope.length < 5) {
    throw new ServiceError("IncompleteSignature", "Credential must have exactly 5 slash-delimited elements.");
  }
  const [date = "", region = "", service = "", terminator = ""] = scope.slice(-4);
  return {
    accessKeyId: scope.slice(0, -4).join("/"),
    date,
    region,
    service,
    terminator,
    signedHeaders: requireField(fields, "SignedHeaders").toLowerCase().split(";"),
    signature: requireField(fields, "Signature"),
  };
}

function readFields(text: string): Map<string, string> {
  return new Map(
    text.split(",").map((part) => {
      const equals = part.indexOf("=");
      return [part.slice(0, Math.max(equals, 0)).trim(), part.slice(equals + 1).trim()] as const;
    }),
  );
}

function requireField(fields: ReadonlyMap<string, string>, name: string): string {
  const value = fields.get(name);
  if (value === undefined || value === "") {
    throw new ServiceError("IncompleteSignature", `Authorization header requires '${name}' parameter.`);
  }
  return value;
}
