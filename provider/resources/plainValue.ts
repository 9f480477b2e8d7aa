import type * as pulumi from "@pulumi/pulumi";

/** What an Output has beside its declared members: its value alone, without the resources that it hangs on. */
interface PlainOutput<T> {
  promise(): Promise<T>;
}

/** An Output's value as a promise that no resource waits for; undefined where it is not known before `pulumi up`. */
export function plainValueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return (output as unknown as PlainOutput<T>).promise();
}
