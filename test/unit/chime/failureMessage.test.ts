import assert from "node:assert/strict";
import { type CallContext, describeFailure } from "../../../provider/chime/failures/failureMessage";
import { ApiError } from "../../../provider/errors/apiError";
import { ChimeUsersError } from "../../../provider/errors/chimeUsersError";
import { CredentialsError } from "../../../provider/errors/credentialsError";
import { InputError } from "../../../provider/errors/inputError";
import { TransportError } from "../../../provider/errors/transportError";

const CALL: CallContext = {
  operation: "ListUsers",
  subject: "account a1",
  changes: false,
  attempts: 1,
  maxAttempts: 5,
};

describe("a failure message", () => {
  it("is one line where that is short enough", () => {
    const failure = {
      what: "Forbidden",
      facts: ["403", "request 7f3e"],
      advice: "Grant chime:ListUsers to the caller.",
    };
    assert.equal(
      describeFailure(CALL, failure),
      "ListUsers for account a1 failed: Forbidden (403, request 7f3e, attempt 1 of 5). Grant chime:ListUsers to the caller.",
    );
  });

  it("has the service's words whole, and the advice on a line of its own where the first is long", () => {
    const said = "no ".repeat(60);
    const failure = { what: "Forbidden", said, facts: ["403", "request 7f3e"], advice: "Ask." };
    const [first = "", second] = describeFailure(CALL, failure).split("\n");
    assert.equal(first, `ListUsers for account a1 failed: Forbidden "${said}" (403, request 7f3e, attempt 1 of 5).`);
    assert.equal(second, "Ask.");
  });

  it("cuts words that no service says on purpose, and never the request", () => {
    const message = describeFailure(CALL, { what: "Bad", said: "x".repeat(5000), facts: ["request 7f3e"], advice: "" });
    assert.ok(message.length <= 800);
    assert.match(message, /x…" \(request 7f3e, attempt 1 of 5\)\.$/);
  });

  it("cuts a subject that is too long", () => {
    const message = describeFailure(
      { ...CALL, subject: `account ${"x".repeat(5000)}` },
      { what: "Forbidden", facts: ["403"], advice: "" },
    );
    assert.ok(message.length <= 200);
    assert.match(message, /xxx… failed: Forbidden \(403, attempt 1 of 5\)\.$/);
  });
});

describe("errors", () => {
  const details = { operation: "ListUsers", attempts: 1 };
  const errors = [
    new ApiError("x", { ...details, kind: "denied", httpStatus: 403 }),
    new TransportError("x", { ...details, kind: "reset" }),
    new InputError("accountId", "x"),
    new CredentialsError("x", "missing"),
  ];

  it("have a code of their own each, and the name of their class", () => {
    assert.deepEqual(
      errors.map(({ code, name }) => `${code} ${name}`),
      [
        "CHIME_USERS_API ApiError",
        "CHIME_USERS_TRANSPORT TransportError",
        "CHIME_USERS_INPUT InputError",
        "CHIME_USERS_CREDENTIALS CredentialsError",
      ],
    );
  });

  it("are recognized by their own class and by the base alone", () => {
    const classes = [ApiError, TransportError, InputError, CredentialsError];
    for (const [index, error] of errors.entries()) {
      assert.equal(ChimeUsersError.isInstance(error), true);
      assert.deepEqual(
        classes.map((type) => type.isInstance(error)),
        classes.map((_type, other) => other === index),
      );
    }
  });

  it("are recognized across copies of the package", () => {
    const foreign = Object.assign(new Error("x"), {
      code: "CHIME_USERS_API",
      [Symbol.for("pulumi-chime-users.error")]: true,
    });
    assert.equal(ApiError.isInstance(foreign), true);
    for (const value of [null, undefined, "x", new Error("x"), {}])
      assert.equal(ChimeUsersError.isInstance(value), false);
  });

  it("show only the details that are there", () => {
    assert.deepEqual(Object.keys(errors[0] ?? {}), ["name", "code", "operation", "attempts", "kind", "httpStatus"]);
  });
});
