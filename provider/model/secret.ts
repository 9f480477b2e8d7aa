/** What stands for a secret in a message of ours, and in what Pulumi prints of a state. */
export const SECRET = "[secret]";
