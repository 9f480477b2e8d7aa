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

/** The pages of ListUsers, one call each. Whoever stops goes on later where the last page ended, also after a call that failed. */
export class UserPages implements AsyncIterableIterator<readonly User[], void, CallOptions | undefined> {
  readonly #call: CallOperation;
  readonly #input: ListUsersInput;
  readonly #options: CallOptions;
  readonly #seen = new Set<string>();
  #nextToken: string | undefined;
  #isAtEnd = false;

  /** The options are those of each page that is not given its own. */
  constructor(call: CallOperation, input: ListUsersInput, options: CallOptions = {}) {
    this.#call = call;
    this.#input = input;
    this.#options = options;
  }

  /** Whether the page read last has no other behind it. */
  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  /** Reads the next page. A token that comes twice would go round for ever, so it is a TransportError. */
  async next(options: CallOptions = this.#options): Promise<IteratorResult<readonly User[], void>> {
    if (this.#isAtEnd) return { done: true, value: undefined };
    const asked = this.#nextToken === undefined ? this.#input : { ...this.#input, nextToken: this.#nextToken };
    const { users, nextToken } = await this.#call(listUsers, asked, options);
    if (nextToken !== undefined && this.#seen.has(nextToken)) throw this.#goesRound();
    if (nextToken !== undefined) this.#seen.add(nextToken);
    this.#nextToken = nextToken;
    this.#isAtEnd = nextToken === undefined;
    return { done: false, value: users };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #goesRound(): TransportError {
    return new TransportError(
      `ListUsers for ${listUsers.describe(this.#input)} failed: the service gave the same NextToken twice, after ${this.#seen.size + 1} pages. The list would never end.`,
      { operation: "ListUsers", kind: "malformed", attempts: 1 },
    );
  }
}

/** The users whose address it is. The service's word is not taken for it: an answer with somebody else is no find. */
export async function findUsersByEmail(
  call: CallOperation,
  { accountId, email }: { readonly accountId: string; readonly email: string },
  options: CallOptions = {},
): Promise<readonly User[]> {
  const wanted = email.toLowerCase();
  const found: User[] = [];
  for await (const users of new UserPages(call, { accountId, userEmail: email }, options)) {
    found.push(...users.filter((candidate) => candidate.primaryEmail?.toLowerCase() === wanted));
  }
  return found;
}
