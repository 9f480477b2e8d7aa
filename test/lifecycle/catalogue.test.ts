import { deepEqual, equal } from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { USER_ERRORS } from "../../provider/apply/userErrors";
import { UsersFailedError } from "../../provider/errors/usersFailedError";
import { licenseKind, suspensionKind } from "../../provider/lifecycle/kinds";
import type { Session } from "../../provider/lifecycle/session";
import { readFailures, type UserFailure } from "../../provider/model/userFailure";
import { ERROR_FORMS } from "../../provider/testing/faults/fault";
import { Chime } from "../support/chime";
import { inputsOf, openInProcess } from "../support/inProcess";
import { create, deleteResource } from "../support/operations";
import { ACCOUNT, idOf } from "../support/people";

const DOCUMENT = join(__dirname, "..", "..", "docs", "faults.md");

type Operation =
  | "GetAccount"
  | "GetUser"
  | "ListUsers"
  | "BatchSuspendUser"
  | "BatchUnsuspendUser"
  | "BatchUpdateUser"
  | "InviteUsers";

/** The exceptions that every operation of the API may answer, by status. */
const EXCEPTIONS = [
  [400, "BadRequestException"],
  [401, "UnauthorizedClientException"],
  [403, "ForbiddenException"],
  [404, "NotFoundException"],
  [429, "ThrottledClientException"],
  [500, "ServiceFailureException"],
  [503, "ServiceUnavailableException"],
] as const;

const PEOPLE = [1, 2, 3].map(idOf);

interface Scenario {
  readonly team?: true;
  /** Runs what calls the operation; returns the failures that the state has then. */
  run(session: Session, outs: Record<string, unknown>): Promise<unknown>;
  /** What has been done before. */
  prepare?(session: Session): Promise<Record<string, unknown>>;
}

const suspend = (session: Session, more: object = {}): Promise<{ outs: Record<string, unknown> }> =>
  create(suspensionKind, session, inputsOf(suspensionKind, { accountId: ACCOUNT, users: PEOPLE, ...more }));

function failuresIn({ outs }: { readonly outs: Record<string, unknown> }): UserFailure[] {
  return readFailures(outs["failures"], outs["failureCauses"]);
}

const SCENARIOS: Readonly<Record<Operation, Scenario>> = {
  GetAccount: { run: async (session) => failuresIn(await suspend(session)) },
  GetUser: { run: async (session) => failuresIn(await suspend(session, { users: PEOPLE.slice(0, 1) })) },
  ListUsers: { run: async (session) => failuresIn(await suspend(session, { exclusive: true })) },
  BatchSuspendUser: { run: async (session) => failuresIn(await suspend(session)) },
  BatchUnsuspendUser: {
    prepare: async (session) => (await suspend(session)).outs,
    run: (session, outs) => deleteResource(suspensionKind, session, outs),
  },
  BatchUpdateUser: {
    run: async (session) => {
      const licenses = Object.fromEntries(PEOPLE.map((user) => [user, "Pro"]));
      return failuresIn(await create(licenseKind, session, inputsOf(licenseKind, { accountId: ACCOUNT, licenses })));
    },
  },
  InviteUsers: {
    team: true,
    prepare: async (session) => (await suspend(session, { teamAccount: "disassociate" })).outs,
    run: (session, outs) => deleteResource(suspensionKind, session, outs),
  },
};

interface Seen {
  /** How often the operation was sent. */
  readonly sent: number;
  readonly result: string;
  readonly said: string;
}

/** Words of one run that are other ones in the next, and what only makes a row long. */
function general(text: string): string {
  return text
    .replaceAll(/request [0-9a-f-]{8,}/g, "request ID")
    .replaceAll(ACCOUNT, "ACCOUNT")
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, "ENDPOINT")
    .replaceAll(/aaaaaaaa-0000-4000-8000-\d{9}(\d+)/g, (_, i: string) => `user ${Number(i)}`)
    .replaceAll(/ "[^"]*"(?= \(\d)/g, "");
}

/** Runs a scenario while a fault is on, and once more when it is over. */
async function see(operation: Operation, setFault: (chime: Chime) => void): Promise<Seen> {
  const { team, prepare, run } = SCENARIOS[operation];
  const chime = await Chime.start({ people: 6, ...(team ? { type: "Team" as const } : {}) });
  const open = (): ReturnType<typeof openInProcess> => openInProcess(chime.environment);
  const [before, during, after] = [open(), open(), open()];
  try {
    const outs = (await prepare?.(before.session)) ?? {};
    chime.lines();
    setFault(chime);
    const outcome = await run(during.session, outs).then(
      (failures) => ({
        failures: (failures ?? []) as { user: string; code: string; message: string }[],
        error: undefined,
      }),
      (error: Error) => ({ failures: [], error }),
    );
    const sent = chime.lines().filter((line) => line.includes(` ${operation} `)).length;
    chime.server.faults.clear();
    const left = await run(after.session, outs);
    deepEqual(left ?? [], [], "the next run finishes the job");
    const { failures, error } = outcome;
    if (UsersFailedError.isInstance(error)) {
      const { length } = error.failures;
      return {
        sent,
        result: `${length} of 3 users failed, the resource stays`,
        said: general(error.failures[0]?.message ?? ""),
      };
    }
    if (error) return { sent, result: "nothing was written", said: general(error.message) };
    if (failures.length === 0) return { sent, result: "done", said: "" };
    const [first] = failures;
    return { sent, result: `${failures.length} of 3 users failed`, said: general(first?.message ?? "") };
  } finally {
    await Promise.all([before.close(), during.close(), after.close(), chime.server.close()]);
  }
}

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll(/\s*\n\s*/g, " ");
const rows: string[][] = [];
const userRows: string[][] = [];

function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  return [head, head.map(() => "-"), ...body].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n");
}

function documentOf(): string {
  const codes = Object.entries(USER_ERRORS).map(([code, { treatment, means, advice }]) => [
    `\`${code}\``,
    means,
    treatment,
    advice,
  ]);
  return `# Faults of the service, and what is done about them

Written by the tests, which run each row against the local Chime server: \`npm run docs\` writes it anew.

Every fault of a whole request was answered in all ${ERROR_FORMS.length} forms in which its name is found on the wire (in the header, with
a namespace or an address, as \`Code\`, \`code\` or \`__type\`, long or short, not at all, with an empty body, as an HTML page). The fault
stayed for the whole run; when it was over, the next run finished the job, in each row.

## A request is refused as a whole

Three users are suspended, unsuspended, licensed or invited. "Sent" is how often the operation was sent before the run ended.

${table(["operation", "fault", "sent", "what came of it", "what was said"], rows)}

## A single user is refused

- \`retry\`: the user is sent again, together with others, five times in all.
- \`look\`: the user is looked at, and sent again once where that is still needed.
- \`final\`: it stays, and the next \`pulumi up\` tries again.

${table(["code", "meaning", "what is done", "what a person can do"], codes)}

One of three users gets the code each time that the operation names the user:

${table(["operation", "code", "sent", "what came of it", "what was said"], userRows)}
`;
}

describe("the catalogue of faults", () => {
  for (const operation of Object.keys(SCENARIOS) as Operation[]) {
    for (const [status, name] of EXCEPTIONS) {
      it(`${operation}: ${name}, the same in every form`, async () => {
        const seen = await Promise.all(
          ERROR_FORMS.map((form) =>
            see(operation, (chime) => chime.server.faults.always(operation, { status, name, form })),
          ),
        );
        const [first] = seen;
        for (const [i, one] of seen.entries()) {
          deepEqual([one.sent, one.result], [first?.sent, first?.result], ERROR_FORMS[i]);
        }
        rows.push([
          `\`${operation}\``,
          `${status} \`${name}\``,
          String(first?.sent),
          first?.result ?? "",
          first?.said ?? "",
        ]);
      });
    }
  }

  for (const operation of ["BatchSuspendUser", "BatchUnsuspendUser", "BatchUpdateUser"] as const) {
    for (const code of [...Object.keys(USER_ERRORS), "SomethingNew"]) {
      it(`${operation}: ${code} for one user`, async () => {
        const fault = { operation, code, message: "because" };
        const seen = await see(operation, (chime) => chime.server.faults.user(PEOPLE[1] ?? "", fault));
        userRows.push([`\`${operation}\``, `\`${code}\``, String(seen.sent), seen.result, seen.said]);
      });
    }
  }

  after(() => {
    const text = documentOf();
    if (process.env["UPDATE_README"]) {
      mkdirSync(join(DOCUMENT, ".."), { recursive: true });
      writeFileSync(DOCUMENT, text);
    } else
      equal(text, readFileSync(DOCUMENT, "utf8"), "docs/faults.md says something else; npm run docs writes it anew");
  });
});
