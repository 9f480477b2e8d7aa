/** What a preview says, as it stands on the terminal, of what `pulumi preview --json` prints. */
export function saidBy(stdout: string): string {
  const { diagnostics = [] } = JSON.parse(stdout) as { diagnostics?: { urn?: string; message: string }[] };
  // The engine asks about the resources of a program in no fixed order.
  const sorted = diagnostics.sort((a, b) => (b.urn ?? "").localeCompare(a.urn ?? ""));
  return sorted.map(({ message }) => message.trim()).join("\n");
}
