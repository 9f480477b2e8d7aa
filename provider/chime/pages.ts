import { TransportError } from "../errors/transportError";
import type { User } from "../model/user";
import type { CallOptions } from "./callOptions";
import { type ListUsersInput, listUsers } from "./operations/listUsers";
import type { Operation } from "./operations/operation";

/** Makes one call; the client's own way of doing so. */
export type CallOperation = <Input, Output>(
  operation: Operation<Input, Output>,
  input: Input,
  options?: CallOptions,
) => Promise<Output>;

/** All pages of ListUsers. A token that comes twice would go round for ever, so it is a TransportError. */
export async function* listAllUsers(
  call: CallOperation,
  input: ListUsersInput,
  options: CallOptions = {},
): AsyncGenerator<readonly User[], void, undefined> {
  const seen = new Set<string>();
  let nextToken: string | undefined;
  do {
    const asked = nextToken === undefined ? input : { ...input, nextToken };
    const page = await call(listUsers, asked, options);
    nextToken = page.nextToken;
    if (nextToken !== undefined && seen.has(nextToken)) {
      throw new TransportError(
        `ListUsers for ${listUsers.describe(input)} failed: the service gave the same NextToken twice, after ${seen.size + 1} pages. The list would never end.`,
        { operation: "ListUsers", kind: "malformed", attempts: 1 },
      );
    }
    if (nextToken !== undefined) seen.add(nextToken);
    yield page.users;
  } while (nextToken !== undefined);
}

/** The users whose address it is. The service's word is not taken for it: an answer with somebody else is no find. */
export async function findUsersByEmail(
  call: CallOperation,
  { accountId, email }: { readonly accountId: string; readonly email: string },
  options: CallOptions = {},
): Promise<readonly User[]> {
  const wanted = email.toLowerCase();
  const found: User[] = [];
  for await (const users of listAllUsers(call, { accountId, userEmail: email }, options)) {
    found.push(...users.filter((candidate) => candidate.primaryEmail?.toLowerCase() === wanted));
  }
  return found;
}
