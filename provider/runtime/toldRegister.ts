import { createHash } from "node:crypto";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../lifecycle/report";
import { openClaimsFolder } from "../model/claimsFolder";
import { nameOfListener } from "../model/listener";

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** What has been told by the preview of a run, for the processes of its update. */
export interface ToldRegister {
  /** Takes what the resource's class says of the run: whether it is the preview. */
  noteRun(isPreview: boolean): void;
  /** Whether the preview has said the same, word for word, to the same reader; notes it where this is the preview. */
  isTold(message: string, urn: string): boolean;
}

/**
 * The preview and the update of one `pulumi up` are processes that know nothing of each other but the address that the
 * CLI gives both for their logs, as newer versions do. Without it nothing counts as told.
 */
export function createToldRegister(cliAddress: string | undefined): ToldRegister {
  let isPreview: boolean | undefined;
  let told: ReadonlySet<string> | undefined;
  // A later CLI may have the same address.
  const listener = cliAddress ? nameOfListener(cliAddress) : undefined;
  const name = [`told-${hashOf(cliAddress ?? "")}`, ...(listener === undefined ? [] : [listener])].join("-");
  const pathOf = (): string => join(openClaimsFolder(), name);
  const read = (): ReadonlySet<string> => {
    try {
      return new Set(readFileSync(pathOf(), "utf8").split("\n"));
    } catch {
      return new Set();
    }
  };
  return {
    noteRun(preview) {
      isPreview = preview;
    },
    isTold(message, urn) {
      if (!cliAddress || isPreview === undefined) return false;
      const line = hashOf(JSON.stringify([urn, message]));
      if (!isPreview) {
        told ??= read();
        return told.has(line);
      }
      try {
        appendFileSync(pathOf(), `${line}\n`, { mode: 0o600 });
      } catch {
        // Without room for it the update says it again.
      }
      return false;
    },
  };
}

/** A report that does not tell a plan again which the preview of the same run has told: what was done is enough. */
export function withoutRepeats(report: Report, register: ToldRegister): Report {
  return {
    info: (message, urn) => {
      if (!register.isTold(message, urn ?? "")) report.info(message, urn);
    },
    warn: (message, urn) => report.warn(message, urn),
    progress: (message, urn) => report.progress(message, urn),
    flush: () => report.flush(),
  };
}
