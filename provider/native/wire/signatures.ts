/*
 * How the engine writes what JSON has no word for; fixed by its protocol.
 * https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts
 */

/** The member of an object that says that it is no object, but something else. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** The signature of a secret, whose value is its member `value`. */
export const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** The signature of an output: its members are `value`, which is absent where it is not known yet, and `secret`. */
export const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** How a text that is not known yet is written. */
export const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** How a value that is not known yet is written, of whatever type it is going to be. */
export const UNKNOWNS: ReadonlySet<string> = new Set([
  UNKNOWN_TEXT,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);
