import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NoticeBoard } from "../../../provider/chime/pace/neighbors";
import { openNoticeFolder } from "../../../provider/chime/pace/noticeFolder";
import { systemClock } from "../../../provider/model/clock";

const FOLDER = join(tmpdir(), `.pulumi-chime-users-pace${process.getuid === undefined ? "" : `-${process.getuid()}`}`);

const open = (limit: string, ms = 0): NoticeBoard =>
  openNoticeFolder(limit, { ...systemClock, now: () => systemClock.now() + ms }) ?? assert.fail("no folder");

describe("the folder of notices", () => {
  it("has the notices of the others, with their age", () => {
    const limit = randomUUID();
    const [first, second] = [open(limit), open(limit, 700)];
    assert.deepEqual(first.exchange({ revision: 2, estimate: { rate: 19.5, requests: 40 } }), []);
    const [notice, ...more] = second.exchange({ revision: 0 });
    assert.deepEqual(more, []);
    assert.equal(notice?.revision, 2);
    assert.deepEqual(notice.estimate, { rate: 19.5, requests: 40 });
    assert.ok(notice.ageMs >= 700 && notice.ageMs < 60_000, `${notice.ageMs} ms`);
    const [other] = first.exchange({ revision: 2 });
    assert.equal(other?.revision, 0);
    assert.equal(other.estimate, undefined);
    first.close();
    assert.deepEqual(second.exchange({ revision: 0 }), []);
    second.close();
  });

  it("keeps the notices of different limits apart, and names none", () => {
    const [ours, theirs] = [open(`https://example.com AKIA${randomUUID()}`), open(randomUUID())];
    theirs.exchange({ revision: 7 });
    assert.deepEqual(ours.exchange({ revision: 1 }), []);
    assert.ok(readdirSync(FOLDER).every((name) => /^[0-9a-f]{32}-\d+-\d+$/.test(name)));
    for (const board of [ours, theirs]) board.close();
  });

  it("takes what is no notice for none", () => {
    const limit = randomUUID();
    const before = new Set(readdirSync(FOLDER));
    const [board, reader] = [open(limit), open(limit)];
    board.exchange({ revision: 1 });
    const name = readdirSync(FOLDER).find((file) => !before.has(file)) ?? assert.fail();
    for (const text of ["", "x", "1", "1 NaN", "1.5 4", "1 2 3 4 5"]) {
      writeFileSync(join(FOLDER, name), text);
      assert.deepEqual(reader.exchange({ revision: 0 }), [], text);
    }
    for (const one of [board, reader]) one.close();
  });

  it("is for this user alone, and is swept of what killed processes have left", () => {
    const limit = randomUUID();
    const board = open(limit);
    board.exchange({ revision: 1 });
    const old = join(FOLDER, `${"0".repeat(32)}-1-1`);
    writeFileSync(old, "1 1");
    utimesSync(old, new Date(Date.now() - 61_000), new Date(Date.now() - 61_000));
    open(randomUUID()).close();
    assert.equal(statSync(old, { throwIfNoEntry: false }), undefined);
    assert.equal(open(limit).exchange({ revision: 1 }).length, 1);
    if (process.platform !== "win32") assert.equal(statSync(FOLDER).mode & 0o777, 0o700);
    board.close();
  });
});
