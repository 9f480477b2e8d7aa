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
  /** What the run is called here: no other one is called so. */
  readonly run: string;
  /** Whether this is the preview; undefined: it is not known yet. */
  readonly isPreview: boolean | undefined;
  /** Takes what the resource's class says of the run: whether it is the preview. */
  noteRun(isPreview: boolean): void;
  /**
   * Whether the preview has said the same, word for word, to the same reader; notes it where this is the preview. As long as that is
   * not known, whether another process of the run has.
   */
  isTold(message: string, urn: string): boolean;
  /** Leaves lines to the update, where this is the preview. */
  leave(lines: readonly string[]): void;
  /** The lines that the preview has left, where this is the update; undefined: it is not known yet what this is. */
  left(): readonly string[] | undefined;
}

/** Begins a line that is left to the update. */
const LEFT = "> ";

/**
 * The preview and the update of one `pulumi up` are processes that know nothing of each other but the address that the
 * CLI gives both for their logs, as newer versions do. Without it nothing counts as told.
 */
export function createToldRegister(cliAddress: string | undefined): ToldRegister {
  let isPreview: boolean | undefined;
  let told: ReadonlySet<string> | undefined;
  const append = (lines: readonly string[]): void => {
    try {
      appendFileSync(pathOf(), lines.map((line) => `${line}\n`).join(""), { mode: 0o600 });
    } catch {
      // Without room for it the update says it again, and knows no more than it is told itself.
    }
  };
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
    run: name,
    get isPreview() {
      return isPreview;
    },
    noteRun(preview) {
      isPreview = preview;
    },
    isTold(message, urn) {
      // A run in which nothing is made or changed tells a native provider nowhere which of both it is: who has spoken before was the preview.
      const isKnown = isPreview !== undefined;
      if (!cliAddress || (!isKnown && listener === undefined)) return false;
      const line = hashOf(JSON.stringify([urn, message]));
      if (isPreview !== true) {
        told ??= read();
        if (isKnown || told.has(line)) return told.has(line);
      }
      append([line]);
      return false;
    },
    leave(lines) {
      if (cliAddress && isPreview === true) append(lines.map((line) => `${LEFT}${line}`));
    },
    left() {
      if (cliAddress && isPreview === undefined) return undefined;
      if (!cliAddress || isPreview) return [];
      told ??= read();
      return [...told].flatMap((line) => (line.startsWith(LEFT) ? [line.slice(LEFT.length)] : []));
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
