import * as pulumi from "@pulumi/pulumi";

/**
 * Has Pulumi print of an error that a program throws its message alone: no path of the program, no stack, no members of the error. For
 * whoever catches it the error stays what it is.
 */
export function messageAlone<E extends Error>(error: E): E {
  // By what is in its own RunErrors Pulumi knows them, whichever copy of it prints the error.
  for (const [name, value] of Object.entries(new pulumi.RunError(error.message))) {
    Object.defineProperty(error, name, { value });
  }
  error.stack = error.message;
  return error;
}
