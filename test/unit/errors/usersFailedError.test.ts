import { doesNotMatch, equal, match, ok } from "node:assert/strict";
import { mainCauseOf } from "../../../provider/errors/failureCauses";
import { UsersFailedError } from "../../../provider/errors/usersFailedError";
import type { UserFailure } from "../../../provider/model/userFailure";

const REQUEST = "838be163-9232-4c1e-8a52-0d8b3f0d7c11";
const OTHER = "11111111-2222-4333-8444-555555555555";
const DENIED =
  "User: arn:aws:iam::123456789012:user/ci is not authorized to perform: chime:BatchSuspendUser on all resources";

function denied(user: string, request: string, batch: number): UserFailure {
  const head = `BatchSuspendUser for ${batch} users of account a failed: Forbidden "${DENIED}"`;
  return {
    user,
    userId: `id-${user}`,
    code: "Forbidden",
    message: `${head} (403, request ${request}, attempt 1 of 5).`,
  };
}

const messageOf = (failures: readonly UserFailure[]): string =>
  new UsersFailedError('UserSuspensionSet "leavers"', failures, "Run it again.").message;

describe("UsersFailedError", () => {
  it("tells each cause whole and once, then its users, the largest cause first", () => {
    const many = Array.from({ length: 52 }, (_, i) => denied(`u${i}`, i < 50 ? REQUEST : OTHER, i < 50 ? 50 : 2));
    const gone = { user: "z", userId: "z", code: "NotFound", message: "not in the account any more" };
    equal(
      messageOf([gone, ...many]),
      [
        'UserSuspensionSet "leavers": 53 users failed (Forbidden 52, NotFound 1). Run it again.',
        `  BatchSuspendUser for 50 users of account a failed: Forbidden "${DENIED}" (403, request ${REQUEST}, attempt 1 of 5).`,
        `    other requests: ${OTHER}`,
        `    52 users: ${Array.from({ length: 10 }, (_, i) => `u${i} (id-u${i})`).join(", ")} and 42 more`,
        "  NotFound: not in the account any more",
        "    1 user: z",
      ].join("\n"),
    );
  });

  it("takes words as one cause that differ in the user's own ID or address alone", () => {
    const said = (user: string, request: string): UserFailure => ({
      user: `${user}@example.com`,
      userId: `id-${user}`,
      code: "Forbidden",
      message: `Forbidden for user id-${user}, ${user.toUpperCase()}@example.com. (request ${request}). Allow it.`,
    });
    const all = [said("a", REQUEST), said("b", OTHER), said("c", OTHER)];
    equal(
      messageOf(all),
      [
        'UserSuspensionSet "leavers": 3 users failed (Forbidden 3). Run it again.',
        `  Forbidden for user <user ID>, <address>. (request ${REQUEST}). Allow it.`,
        `    other requests: ${OTHER}`,
        "    3 users: a@example.com (id-a), b@example.com (id-b), c@example.com (id-c)",
      ].join("\n"),
    );
    match(mainCauseOf(all), /^Forbidden for user <user ID>, <address>[^<]*Allow it\.$/);
    match(messageOf(all.slice(0, 1)), /Forbidden for user id-a, A@example\.com\. \(request/);
    const ofAnother = { ...said("b", OTHER), message: said("a", REQUEST).message };
    equal(messageOf([said("a", REQUEST), ofAnother]).match(/1 user: /g)?.length, 2);
    const part = { user: "a", userId: "a", code: "Forbidden", message: "a-b b.a a@b said by a (request a)" };
    match(
      messageOf([part, { ...part, user: "b", userId: "b", message: "a-b b.a a@b said by b (request b)" }]),
      / a-b b\.a a@b said by <user ID> \(request a\)\n.*: b\n/,
    );
  });

  it("stays short enough for the engine's connection, whatever the number of causes", () => {
    const all = Array.from({ length: 500 }, (_, i) => ({
      user: `u${i}`,
      userId: `u${i}`,
      code: "BadRequest",
      message: `reason ${i} ${"x".repeat(100)}`,
    }));
    const message = messageOf(all);
    ok(message.length < 3_000, String(message.length));
    match(message, /500 users failed \(BadRequest 500\)/);
    match(message, /and \d+ more causes: see the output failures$/);
  });

  it("tells one code, the words of the service and what to do next", () => {
    const refused = (code: string, message: string): string =>
      messageOf([{ user: "a", userId: "a", code, message }]).split("\n")[1] ?? "";
    equal(refused("BadRequest", "BadRequest for user a. Look."), "  BadRequest for user a. Look.");
    equal(refused("BadRequest", "BadRequests are bad. Look."), "  BadRequest: BadRequests are bad. Look.");
    equal(refused("Forbidden", "not this one. Look."), "  Forbidden: not this one. Look.");
  });

  it("has a line for the resource itself: why most of them failed, and how many more causes there are", () => {
    const gone = { user: "z", userId: "z", code: "NotFound", message: "not in the account any more" };
    const words = `BatchSuspendUser for 2 users of account a failed: Forbidden "${DENIED}" (403, request ${REQUEST}, attempt 1 of 5).`;
    equal(mainCauseOf([gone, denied("u", REQUEST, 2), denied("v", REQUEST, 2)]), `${words} (and 1 more cause)`);
    equal(mainCauseOf([gone]), "NotFound: not in the account any more");
    equal(mainCauseOf([]), "");
    ok(mainCauseOf([{ ...gone, message: "x\n".repeat(2_000) }]).length < 500);
  });

  it("names nobody where the users are secret", () => {
    const { message } = new UsersFailedError("UserSuspensionSet", [denied("ana", REQUEST, 1)], "Run it again.", true);
    doesNotMatch(message, /ana/);
    match(message, /1 user failed \(Forbidden 1\)/);
  });
});
