import { cpus } from "node:os";

/** Where and when something was measured, as a line under a heading. */
export function describeMachine(): string {
  const processors = cpus();
  const date = new Date().toISOString().slice(0, 10);
  return `Measured ${date} on ${processors.length} cores (${processors[0]?.model.trim()}), Node ${process.version}.`;
}
