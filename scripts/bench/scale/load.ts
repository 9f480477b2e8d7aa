import { Pool } from "undici";
import { range } from "../../../test/support/people";
import type { Fleet } from "./seed";
import { type SignedRequest, signedRequests } from "./signed";

/** Requests under way at once: what four stacks of eight requests each have. */
const AT_ONCE = 32;

async function send(pool: Pool, { method, path, query, headers, body }: SignedRequest): Promise<void> {
  const asked = Object.keys(query ?? {}).length > 0 ? `?${new URLSearchParams(query as Record<string, string>)}` : "";
  const { host: _, "content-length": __, ...more } = headers;
  const answer = await pool.request({
    method: method === "GET" ? "GET" : "POST",
    path: `${path}${asked}`,
    headers: more,
    body: body ?? null,
  });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`${method} ${path}${asked} is answered ${answer.statusCode}: ${text}`);
}

/**
 * Sends so many calls to a local server, by requests that AWS's SDK has signed: they are signed anew for each part, since a
 * signature holds for some minutes. Tells after each part. Rejects for an answer that is an error.
 */
export async function load(
  environment: Readonly<Record<string, string>>,
  fleet: Fleet,
  { calls, part }: { readonly calls: number; readonly part: number },
  tell: (done: number) => void,
): Promise<void> {
  const pool = new Pool(environment["AWS_ENDPOINT_URL_CHIME"] ?? "", { connections: AT_ONCE });
  try {
    for (let done = 0; done < calls; done += part) {
      const requests = await signedRequests(environment, fleet);
      let next = 0;
      const worker = async (): Promise<void> => {
        for (let i = next++; i < part; i = next++) await send(pool, requests[i % requests.length] as SignedRequest);
      };
      await Promise.all(range(0, AT_ONCE).map(worker));
      tell(done + part);
    }
  } finally {
    await pool.close();
  }
}
