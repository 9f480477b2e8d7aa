import { deepEqual, equal } from "node:assert/strict";
import { findNoticeDaysFaults, readNoticeDays } from "../../../provider/runtime/noticeDays";

describe("CHIME_USERS_NOTICE_DAYS", () => {
  it("is a whole number of days", () => {
    for (const [text, days] of [
      ["0", 0],
      ["7", 7],
      ["9999", 9999],
    ] as const) {
      equal(readNoticeDays({ CHIME_USERS_NOTICE_DAYS: text }), days);
      deepEqual(findNoticeDaysFaults({ CHIME_USERS_NOTICE_DAYS: text }), []);
    }
  });

  it("is refused where it is anything else, and as usual where it is not there", () => {
    for (const text of ["-1", "1.5", "all", "10000", " 7"]) {
      equal(readNoticeDays({ CHIME_USERS_NOTICE_DAYS: text }), undefined);
      deepEqual(
        findNoticeDaysFaults({ CHIME_USERS_NOTICE_DAYS: text }).map(({ message }) => message),
        [`CHIME_USERS_NOTICE_DAYS: expected a whole number of days from 0 to 9999, got "${text}".`],
      );
    }
    deepEqual(
      [readNoticeDays({}), findNoticeDaysFaults({}), findNoticeDaysFaults({ CHIME_USERS_NOTICE_DAYS: "" })],
      [undefined, [], []],
    );
  });
});
