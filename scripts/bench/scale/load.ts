import {
  BatchSuspendUserCommand,
  BatchUnsuspendUserCommand,
  BatchUpdateUserCommand,
  ChimeClient,
  GetUserCommand,
  ListUsersCommand,
} from "@aws-sdk/client-chime";
import { idOf, range } from "../../../test/support/people";
import { accountIdOf, type Fleet } from "./seed";

/** Requests under way at once: what four stacks of eight requests each have. */
const AT_ONCE = 32;

/** Sends the i-th request of a mix that a fleet makes: batches of every kind, pages, and looks at single users. */
function send(client: ChimeClient, { accounts, usersOfEach }: Fleet, i: number): Promise<unknown> {
  const AccountId = accountIdOf(i % accounts);
  const from = (i * 50) % (usersOfEach - 50);
  const UserIdList = range(from, from + 50).map(idOf);
  switch (i % 8) {
    case 0:
    case 1:
      return client.send(new BatchSuspendUserCommand({ AccountId, UserIdList }));
    case 2:
      return client.send(new BatchUnsuspendUserCommand({ AccountId, UserIdList }));
    case 3:
    case 4: {
      const LicenseType = i % 3 === 0 ? "Pro" : "Basic";
      const items = UserIdList.slice(0, 20).map((UserId) => ({ UserId, LicenseType }) as const);
      return client.send(new BatchUpdateUserCommand({ AccountId, UpdateUserRequestItems: items }));
    }
    case 5:
    case 6:
      return client.send(new ListUsersCommand({ AccountId, MaxResults: 200 }));
    default:
      return client.send(new GetUserCommand({ AccountId, UserId: idOf(from) }));
  }
}

/** Makes so many calls by AWS's own SDK, and tells after each part of them. Rejects where one is answered with an error. */
export async function load(
  environment: Readonly<Record<string, string>>,
  fleet: Fleet,
  calls: number,
  part: number,
  tell: (done: number) => void,
): Promise<void> {
  const endpoint = environment["AWS_ENDPOINT_URL_CHIME"];
  // Without one the client would turn to AWS.
  if (!endpoint?.startsWith("http://127.0.0.1:")) throw new Error("no local server to send the calls to");
  const client = new ChimeClient({
    region: "us-east-1",
    endpoint,
    credentials: {
      accessKeyId: environment["AWS_ACCESS_KEY_ID"] ?? "",
      secretAccessKey: environment["AWS_SECRET_ACCESS_KEY"] ?? "",
    },
  });
  let next = 0;
  let done = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < calls; i = next++) {
      await send(client, fleet, i);
      done += 1;
      if (done % part === 0) tell(done);
    }
  };
  await Promise.all(range(0, AT_ONCE).map(worker));
  client.destroy();
}
