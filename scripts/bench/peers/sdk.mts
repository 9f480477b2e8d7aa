/*
 * What people write without this package: a script on AWS's own SDK that reads the account, finds the users whose addresses it
 * is given, and changes those that are not as they should be. Arguments: a file with the job, and how batches are sent.
 */
import { readFileSync } from "node:fs";
import {
  BatchSuspendUserCommand,
  BatchUpdateUserCommand,
  ChimeClient,
  paginateListUsers,
  UpdateUserCommand,
  type User,
} from "@aws-sdk/client-chime";

interface Task {
  readonly accountId: string;
  readonly kind: "suspend" | "license";
  readonly emails: readonly string[];
}

type Way = "sequential" | "parallel" | "adaptive" | "at once" | "one by one";

const [file = "", way = "sequential"] = process.argv.slice(2) as [string, Way];
const task: Task = JSON.parse(readFileSync(file, "utf8"));
const { accountId } = task;
const client = new ChimeClient({ region: "us-east-1", ...(way === "adaptive" ? { retryMode: "adaptive" } : {}) });

async function findUsers(): Promise<string[]> {
  const wanted = new Set(task.emails.map((email) => email.toLowerCase()));
  const found: User[] = [];
  for await (const page of paginateListUsers({ client, pageSize: 200 }, { AccountId: accountId })) {
    for (const user of page.Users ?? []) if (wanted.has(user.PrimaryEmail?.toLowerCase() ?? "")) found.push(user);
  }
  const isDone = (user: User): boolean =>
    task.kind === "suspend" ? user.UserRegistrationStatus === "Suspended" : user.LicenseType === "Pro";
  return found.filter((user) => !isDone(user)).map((user) => user.UserId ?? "");
}

async function change(userIds: readonly string[]): Promise<void> {
  if (task.kind === "suspend") {
    await client.send(new BatchSuspendUserCommand({ AccountId: accountId, UserIdList: [...userIds] }));
  } else if (way === "one by one") {
    await client.send(new UpdateUserCommand({ AccountId: accountId, UserId: userIds[0], LicenseType: "Pro" }));
  } else {
    const items = userIds.map((UserId) => ({ UserId, LicenseType: "Pro" as const }));
    await client.send(new BatchUpdateUserCommand({ AccountId: accountId, UpdateUserRequestItems: items }));
  }
}

const userIds = await findUsers();
const size = way === "one by one" ? 1 : task.kind === "suspend" ? 50 : 20;
const batches = Array.from({ length: Math.ceil(userIds.length / size) }, (_, i) =>
  userIds.slice(i * size, (i + 1) * size),
);
const workers = way === "sequential" ? 1 : way === "at once" ? batches.length : 8;
let failed = 0;
const left = batches.values();
await Promise.all(
  Array.from({ length: workers }, async () => {
    for (const batch of left) {
      await change(batch).catch((error: Error) => {
        failed += 1;
        process.exitCode = 1;
        if (failed === 1) process.stderr.write(`${error.name}: ${error.message}\n`);
      });
    }
  }),
);
