import { deepEqual } from "node:assert/strict";
import { ApiError } from "../../../provider/errors/apiError";
import { CredentialsError } from "../../../provider/errors/credentialsError";
import { GuardError } from "../../../provider/errors/guardError";
import { InputError } from "../../../provider/errors/inputError";
import { TransportError } from "../../../provider/errors/transportError";
import { UsersFailedError } from "../../../provider/errors/usersFailedError";

type Known = ApiError | CredentialsError | GuardError | InputError | TransportError | UsersFailedError;

/** What is only of one class each: does not compile where a code does not tell the class. */
function detailOf(error: Known): unknown {
  switch (error.code) {
    case "CHIME_USERS_API":
      return error.httpStatus;
    case "CHIME_USERS_CREDENTIALS":
      return error.reason;
    case "CHIME_USERS_GUARD":
      return error.violations;
    case "CHIME_USERS_INPUT":
      return error.path;
    case "CHIME_USERS_TRANSPORT":
      return error.kind;
    case "CHIME_USERS_FAILED":
      return error.failures;
  }
}

describe("errors", () => {
  it("are told apart by their code", () => {
    const call = { operation: "GetUser", attempts: 1 };
    const errors: readonly Known[] = [
      new ApiError("no", { ...call, kind: "denied", httpStatus: 403 }),
      new CredentialsError("no", "missing"),
      new GuardError("a set", ["users: no"]),
      new InputError("users", "no"),
      new TransportError("no", { ...call, kind: "dns" }),
      new UsersFailedError("a set", [], "Later."),
    ];
    deepEqual(errors.map(detailOf), [403, "missing", ["users: no"], "users", "dns", []]);
    deepEqual(
      errors.map(({ name }) => name),
      ["ApiError", "CredentialsError", "GuardError", "InputError", "TransportError", "UsersFailedError"],
    );
  });
});
