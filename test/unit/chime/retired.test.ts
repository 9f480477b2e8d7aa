import { equal, match } from "node:assert/strict";
import { DEFAULT_ENDPOINT } from "../../../provider/chime/configuration/endpoint";
import { toApiError } from "../../../provider/chime/failures/apiFailure";
import type { CallContext } from "../../../provider/chime/failures/failureMessage";
import { toTransportError } from "../../../provider/chime/failures/transportFailure";

const CALL: CallContext = {
  operation: "GetAccount",
  subject: "account a1",
  changes: false,
  attempts: 1,
  maxAttempts: 5,
};
const ENDED = /AWS ended Amazon Chime on 20 February 2026, which may be why\./;

function refusal(status: number, body: string, atAws: boolean): string {
  const endpoint = atAws ? DEFAULT_ENDPOINT.origin : "http://127.0.0.1:8030";
  const surroundings = { secrets: [], now: 0, region: "us-east-1", endpoint, isAws: atAws };
  return toApiError({ status, headers: {}, body }, CALL, surroundings).message;
}

/** How an endpoint of AWS may answer, or not answer, now that the service has ended. */
describe("an endpoint of a service that has ended", () => {
  for (const [name, message] of [
    ["a refused request", refusal(403, '{"Code": "Forbidden", "Message": "Subscription check failed"}', true)],
    ["not found", refusal(404, "<html>Not Found</html>", true)],
    ["gone", refusal(410, "Gone", true)],
    ["a redirect", refusal(302, "", true)],
    ["a host name that does not exist", toTransportError("dns", CALL, DEFAULT_ENDPOINT.origin).message],
    ["no connection", toTransportError("refused", CALL, DEFAULT_ENDPOINT.origin).message],
    ["no answer", toTransportError("timeout", CALL, DEFAULT_ENDPOINT.origin).message],
    ["a web page", toTransportError("malformed", CALL, DEFAULT_ENDPOINT.origin).message],
  ] as const) {
    it(`is named as a likely reason for ${name}`, () => match(message, ENDED));
  }

  it("is not what is wrong with another endpoint, or with the local network", () => {
    for (const message of [
      refusal(403, "", false),
      refusal(429, "", true),
      refusal(503, "", true),
      toTransportError("dns", CALL, "http://chime.example.com").message,
      toTransportError("proxy", CALL, DEFAULT_ENDPOINT.origin).message,
      toTransportError("deadline", CALL, DEFAULT_ENDPOINT.origin).message,
    ]) {
      equal(ENDED.test(message), false, message);
    }
  });
});
