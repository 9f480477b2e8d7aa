import { stripVTControlCharacters } from "node:util";
import { type PlanMessage, readPlanMessage } from "../../plan/planMessage";
import type { Diagnostic } from "./readPreview";

/** What was said, without the word and the colors that the engine puts around it. */
export function textOf({ message, severity }: Diagnostic): string {
  const text = stripVTControlCharacters(message).trim();
  return text.startsWith(`${severity}: `) ? text.slice(severity.length + 2) : text;
}

/** The plan that a message tells; undefined where it tells something else. */
export function planOf({ message }: Diagnostic): PlanMessage | undefined {
  return readPlanMessage(message.trim());
}
