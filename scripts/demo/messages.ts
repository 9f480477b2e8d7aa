/**
 * What resources say in the output of the Pulumi CLI: the part under `Diagnostics`, without the headings, since each message
 * names its resource, and without the stack's own line that the program has failed.
 */
export function messagesIn(output: string): string {
  const [, ...parts] = output.split(/^Diagnostics:\n/m);
  const diagnostics = parts.flatMap((part) => part.split(/^(?:Resources|Outputs|Duration|Policies):/m).slice(0, 1));
  const lines = diagnostics.join("").split("\n");
  const said = lines.filter((line) => line.trim() !== "" && !/^ {2}\S+ \(.*\):$/.test(line));
  return said.map((line) => line.replace(/^ {4}/, "")).join("\n");
}
