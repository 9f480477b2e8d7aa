/** The operations that this package uses, as AWS names them; each has an IAM action of the same name. */
export type OperationName =
  | "GetAccount"
  | "GetUser"
  | "ListUsers"
  | "BatchSuspendUser"
  | "BatchUnsuspendUser"
  | "BatchUpdateUser"
  | "InviteUsers";

/** A request before it is signed. The path is encoded already, the query is not. */
export interface WireRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly body?: string;
}

/** A JSON object of an answer. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What an answer is read with, besides its body. */
export interface AnswerContext {
  readonly requestId?: string;
  /** Takes the secrets out of a text that the service wrote for people. */
  redact(text: string): string;
}

/** One operation of the service: how it is asked and how its answer is read. */
export interface Operation<Input, Output> {
  readonly name: OperationName;
  /** Throws an InputError for what the service would refuse or misunderstand. */
  toRequest(input: Input): WireRequest;
  /** Whom the call is about, for messages: `user u1 of account a1`. */
  describe(input: Input): string;
  /** Throws an UnreadableAnswer where the answer is not what the API promises. */
  readAnswer(body: JsonObject, context: AnswerContext): Output;
}
