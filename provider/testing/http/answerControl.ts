import type { IncomingMessage } from "node:http";
import type { FaultScript } from "../faults/fault";
import { addFaultRules, FaultRuleError, parseFaultRules } from "../faults/faultRule";
import type { Journal } from "../journal";
import { ServiceError } from "../serviceError";
import { type Answer, jsonAnswer } from "./answer";

/** Where the control endpoint lies. No path of the API begins so, and no account ID can make one. */
const PREFIX = "/_local/";

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/;

/** What the control endpoint steers. */
export interface Controlled {
  readonly faults: FaultScript;
  readonly journal: Journal;
}

/** Whether a request is one to the control endpoint. */
export function isControl({ url = "" }: IncomingMessage): boolean {
  return url.startsWith(PREFIX);
}

/** A browser that some web page misuses says where the page is from, or calls the server by a name of its own. */
function isFromWebPage({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined || !LOOPBACK.test(headers.host ?? "");
}

function refuse(status: number, message: string): Answer {
  return jsonAnswer(status, { message });
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new FaultRuleError("the body is not JSON.");
  }
}

const ROUTES: Readonly<Record<string, (controlled: Controlled, body: Buffer) => Answer>> = {
  "POST /_local/faults"({ faults }, body) {
    const rules = parseFaultRules(parseJson(body));
    addFaultRules(faults, rules);
    return jsonAnswer(200, { added: rules.length });
  },
  "DELETE /_local/faults"({ faults }) {
    faults.clear();
    return jsonAnswer(200, {});
  },
  "GET /_local/journal": ({ journal }) => jsonAnswer(200, { entries: journal.entries, counts: journal.counts() }),
  "DELETE /_local/journal"({ journal }) {
    journal.clear();
    return jsonAnswer(200, {});
  },
};

/**
 * Answers a request to the control endpoint, which takes no signature and is off unless asked for:
 * - `POST /_local/faults`: adds one fault or a list of them (see FaultRule); `DELETE` forgets all
 * - `GET /_local/journal`: what has been asked and answered; `DELETE` forgets it
 *
 * A wrong request is answered 400 with what is wrong, and changes nothing.
 */
export function answerControl(request: IncomingMessage, body: Buffer | ServiceError, controlled: Controlled): Answer {
  if (isFromWebPage(request))
    return refuse(403, "The control endpoint is for this machine's own programs, called by a loopback name.");
  if (body instanceof ServiceError) return refuse(413, body.message);
  const name = `${request.method} ${request.url?.split("?")[0]}`;
  const run = Object.hasOwn(ROUTES, name) ? ROUTES[name] : undefined;
  if (!run) return refuse(404, `There is no ${name}. There is ${Object.keys(ROUTES).join(", ")}.`);
  try {
    return run(controlled, body);
  } catch (error) {
    if (error instanceof FaultRuleError) return refuse(400, error.message);
    throw error;
  }
}
