import { deepEqual, equal } from "node:assert/strict";
import { type Address, isEmailAddress, toUserKey, type UserId, type UserKey } from "../../../provider/model/userKey";

describe("what a user is called", () => {
  it("is a key in one spelling: an address in lower case, an ID letter by letter", () => {
    equal(toUserKey(" Ana.Silva@Example.com "), "ana.silva@example.com");
    equal(toUserKey(" AbC-1 "), "AbC-1");
    deepEqual([isEmailAddress("a@b"), isEmailAddress("ab")], [true, false]);
  });

  it("does not compile where one is taken for another", () => {
    const spelled: Address = "Ana@Example.com";
    const userId: UserId = "AbC-1";
    // @ts-expect-error An address as the service spells it finds nobody.
    const key: UserKey = spelled;
    // @ts-expect-error A program's name for a user may be an address.
    const asked: UserId = toUserKey("a");
    // @ts-expect-error An invitation goes to an address.
    const invited: Address = userId;
    const named: UserKey = userId;
    deepEqual([key, asked, invited, named], ["Ana@Example.com", "a", "AbC-1", "AbC-1"]);
  });
});
