import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../../model/clock";
import { openPrivateFolder } from "../../model/privateFolder";
import type { Notice, NoticeBoard, NoticeOfOther } from "./neighbors";

/** A notice that nobody has renewed for so many milliseconds is of a process that has ended. */
const LEFT_BEHIND_MS = 60_000;

/** How our files are called: the limit, the process, which of its clients. */
const OURS = /^[0-9a-f]{32}-\d+-\d+$/;

let clients = 0;

function write({ revision, estimate }: Notice, now: number): string {
  return [revision, now, ...(estimate ? [estimate.rate, estimate.requests] : [])].join(" ");
}

/** Undefined for what is no notice, such as one that is just being written. */
function read(text: string, now: number): NoticeOfOther | undefined {
  const [revision = Number.NaN, at = Number.NaN, rate, requests, end] = text.split(" ").map(Number);
  if (!Number.isSafeInteger(revision) || !Number.isFinite(at) || end !== undefined) return undefined;
  // The clock may have been set back since.
  const notice = { revision, ageMs: Math.abs(now - at) };
  if (rate === undefined || requests === undefined) return notice;
  return rate > 0 && requests > 0 ? { ...notice, estimate: { rate, requests } } : notice;
}

function readAt(path: string, now: number): NoticeOfOther | undefined {
  try {
    return read(readFileSync(path, "utf8"), now);
  } catch {
    // Taken down in between.
    return undefined;
  }
}

function takeDown(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It is gone, or there is nothing to be done about it.
  }
}

function sweep(folder: string, now: number): void {
  for (const name of readdirSync(folder)) {
    if (!OURS.test(name)) continue;
    const age = now - (lstatSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? now);
    if (age > LEFT_BEHIND_MS) takeDown(join(folder, name));
  }
}

/**
 * The notice board of one limit: a folder of temporary files for this user alone, one file a client. `limit` stands for
 * what is limited, and is not in the folder but as a hash. Undefined where there is no room for the folder: then each
 * process finds its pace by itself.
 */
export function openNoticeFolder(limit: string, clock: Clock): NoticeBoard | undefined {
  let folder: string;
  try {
    folder = openPrivateFolder("pace");
    sweep(folder, clock.now());
  } catch {
    return undefined;
  }
  const hash = createHash("sha256").update(limit).digest("hex").slice(0, 32);
  clients += 1;
  const own = `${hash}-${process.pid}-${clients}`;
  return {
    exchange(notice) {
      const now = clock.now();
      try {
        writeFileSync(join(folder, own), write(notice, now), { mode: 0o600 });
        const others = readdirSync(folder).filter((name) => name.startsWith(`${hash}-`) && name !== own);
        return others.flatMap((name) => readAt(join(folder, name), now) ?? []);
      } catch {
        return [];
      }
    },
    close: () => takeDown(join(folder, own)),
  };
}
