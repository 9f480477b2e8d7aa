import { type Cut, fitCut, uncutOf } from "./cut";
import { loadMarkdownWriter } from "./markdownWriter";
import type { PreviewReport } from "./previewReport";
import { renderReport } from "./renderReport";

/** Writes a report as Markdown of at most `limit` characters, and says in it what had to be left out. */
export async function writeMarkdown(report: PreviewReport, limit: number): Promise<string> {
  const writer = await loadMarkdownWriter();
  const write = (cut: Cut): string => writer.write(renderReport(report, cut, limit, writer));
  const groups = report.resources.flatMap(({ plans }) => plans.flatMap((plan) => plan.groups));
  const due = report.due.map(({ entries }) => entries.length);
  const most = {
    names: Math.max(0, ...groups.map(({ names }) => names.length)),
    parts: Math.max(report.resources.length, report.refusals.length, report.notes.length, ...due),
  };
  const cut = fitCut(uncutOf(report), most, (tried) => write(tried).length <= limit);
  return write(cut).slice(0, limit);
}
