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

/** A request as AWS's SDK puts it on the wire. */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What a fleet sends to an account: batches of every kind, pages, and a look at a single user. */
async function sendAll(client: ChimeClient, AccountId: string, from: number): Promise<void> {
  const UserIdList = range(from, from + 50).map(idOf);
  const items = (LicenseType: "Pro" | "Basic") => ({
    AccountId,
    UpdateUserRequestItems: UserIdList.slice(0, 20).map((UserId) => ({ UserId, LicenseType })),
  });
  const sent = [
    client.send(new BatchSuspendUserCommand({ AccountId, UserIdList })),
    client.send(new BatchUpdateUserCommand(items("Pro"))),
    client.send(new ListUsersCommand({ AccountId, MaxResults: 200 })),
    client.send(new BatchUnsuspendUserCommand({ AccountId, UserIdList })),
    client.send(new BatchUpdateUserCommand(items("Basic"))),
    client.send(new GetUserCommand({ AccountId, UserId: idOf(from) })),
  ];
  await Promise.allSettled(sent);
}

/** Requests to every account, made and signed by AWS's SDK and not sent: whoever measures a server sends them many times. */
export async function signedRequests(
  environment: Readonly<Record<string, string>>,
  { accounts, usersOfEach }: Fleet,
): Promise<SignedRequest[]> {
  const endpoint = environment["AWS_ENDPOINT_URL_CHIME"] ?? "";
  const requests: SignedRequest[] = [];
  const client = new ChimeClient({
    region: "us-east-1",
    endpoint,
    maxAttempts: 1,
    credentials: {
      accessKeyId: environment["AWS_ACCESS_KEY_ID"] ?? "",
      secretAccessKey: environment["AWS_SECRET_ACCESS_KEY"] ?? "",
    },
    requestHandler: {
      handle: async (request: SignedRequest) => {
        requests.push(request);
        throw new Error("it is only signed");
      },
    },
  });
  for (const i of range(0, accounts)) await sendAll(client, accountIdOf(i), (i * 50) % (usersOfEach - 50));
  return requests;
}
