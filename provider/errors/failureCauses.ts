import { escapePattern } from "../model/escapePattern";
import { countOf, grouped, listNames } from "../model/names";
import type { UserFailure } from "../model/userFailure";

/** Users who failed for the same reason. */
interface Cause {
  readonly code: string;
  /** What was said of the first of them, whole; where others were told the same of themselves, without the first one's own name. */
  readonly message: string;
  /** The requests of all of them, in the order in which they come. */
  readonly requests: readonly string[];
  readonly users: readonly string[];
}

/** How many requests of one cause are told: AWS support asks for one. */
const REQUESTS_TOLD = 3;

/** A reason is told whole, but for what no service says on purpose. */
const LONGEST_REASON = 1_500;

const REQUEST = /\brequest ([\w-]+)/;

/** How a request is told of that was not sent because one before it had failed. */
const NOT_TRIED = /^not tried: /;

/** Finds a name as a word of its own: not in a longer one, nor as the ID of a request. */
function wordOf(name: string): RegExp {
  return new RegExp(`(?<![\\w.@+-]|\\brequest )${escapePattern(name)}(?![\\w@+-]|\\.\\w)`, "gi");
}

/** What was said of a user, without the user's own ID and address: the service may put them in, and who it is stands below. */
function withoutOwnName({ user, userId, message }: UserFailure): string {
  const said = user === userId ? message : message.replace(wordOf(user), "<address>");
  return said.replace(wordOf(userId), "<user ID>");
}

/** What a reason is beyond the one call and the one user that it was told of: without the request's ID and the size of the batch. */
function reasonOf(failure: UserFailure): string {
  const { code } = failure;
  const said = withoutOwnName(failure).replace(NOT_TRIED, "");
  return `${code}\n${said.replace(REQUEST, "request").replace(/ for [\d,]+ users? of /, " for users of ")}`;
}

function nameOf({ user, userId }: UserFailure): string {
  return user === userId ? user : `${user} (${userId})`;
}

/** Groups failures by their cause: what befell the most users comes first. */
function causesOf(failures: readonly UserFailure[]): Cause[] {
  const groups = [...Map.groupBy(failures, reasonOf).values()].sort((a, b) => b.length - a.length);
  return groups.flatMap((group): Cause[] => {
    const first = group.find(({ message }) => !NOT_TRIED.test(message)) ?? group[0];
    if (!first) return [];
    const requests = new Set(group.flatMap(({ message }) => REQUEST.exec(message)?.[1] ?? []));
    const message = group.length === 1 ? first.message : withoutOwnName(first);
    return [{ code: first.code, message, requests: [...requests], users: group.map(nameOf) }];
  });
}

/** What was said, with the code before it where the words themselves do not have it. */
function sayingOf({ code, message }: Pick<Cause, "code" | "message">): string {
  const [line = ""] = message.split("\n");
  const says = line.split(/[^\w-]+/).includes(code);
  return says ? message : `${code}: ${message}`;
}

function describeCause({ code, message, requests, users }: Cause, usersTold: number): string {
  // The first request stands in the message itself.
  const others = requests.slice(1);
  const more = others.length === 0 ? "" : `\n    other requests: ${listNames(others, REQUESTS_TOLD)}`;
  const saying = sayingOf({ code, message });
  const whole = saying.length <= LONGEST_REASON ? saying : `${saying.slice(0, LONGEST_REASON)}…`;
  const said = whole.trimEnd().replaceAll("\n", "\n  ");
  return `\n  ${said}${more}\n    ${countOf(users.length, "user")}: ${listNames(users, usersTold)}`;
}

/**
 * Failures as a person reads them: for each cause the reason whole and once, the requests, and then as many users as
 * there is room for. `characters` is how long it may be: first users are left out, then whole causes.
 */
export function describeCauses(failures: readonly UserFailure[], characters: number): string {
  const causes = causesOf(failures);
  for (const usersTold of [10, 3, 1]) {
    const text = causes.map((cause) => describeCause(cause, usersTold)).join("");
    if (text.length <= characters) return text;
  }
  let text = "";
  for (const [i, cause] of causes.entries()) {
    const next = describeCause(cause, 1);
    if (i > 0 && text.length + next.length > characters) {
      return `${text}\n  and ${grouped(causes.length - i)} more causes: see the output failures`;
    }
    text += next;
  }
  return text;
}

/** The numbers of failures for each code, the largest first: `Forbidden 52, NotFound 1`. */
export function countByCode(failures: readonly UserFailure[]): string {
  const byCode = [...Map.groupBy(failures, ({ code }) => code)].sort(([, a], [, b]) => b.length - a.length);
  return listNames(byCode.map(([code, { length }]) => `${code} ${grouped(length)}`));
}

/** How much of a reason stands in a line. */
const LINE = 400;

/** Why users failed, in a line: what befell the most of them, and how many more causes there are. */
export function mainCauseOf(failures: readonly UserFailure[]): string {
  const [first, ...others] = causesOf(failures);
  if (first === undefined) return "";
  const said = sayingOf(first).replace(/\s+/g, " ").trim();
  const line = said.length <= LINE ? said : `${said.slice(0, LINE)}…`;
  return others.length === 0 ? line : `${line} (and ${countOf(others.length, "more cause")})`;
}
