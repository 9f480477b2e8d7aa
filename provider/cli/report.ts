import { type Command, InvalidArgumentError } from "commander";
import { escapeHidden } from "./printable";
import { countChanges, type PreviewReport, reportPreview } from "./report/previewReport";
import { readPreview } from "./report/readPreview";
import { writeMarkdown } from "./report/writeMarkdown";

/** The longest comment that GitHub takes: the API refuses more as "Body is too long (maximum is 65536 characters)". */
const COMMENT_CHARACTERS = 65_536;

/** How a report ends, for scripts to act on. */
const EXIT = { nothing: 0, changes: 3, refused: 4 } as const;

const HELP = `
The file is what \`pulumi preview --json\` printed; without one, or with -, it is read from standard input.
That of \`pulumi refresh --preview-only --json\` is refused: \`pulumi preview --refresh --json\` tells who changes.
With CHIME_USERS_MAX_NAMES=all in the preview's environment the report can name everybody.

Exit status: 0 nothing to do; 3 something to do, even if it is only written to the state, as where users move between
resources; 4 refused by a guard or failed otherwise; 1 no preview to read; 2 used wrongly.

Examples:
  $ CHIME_USERS_MAX_NAMES=all pulumi preview --json > preview.json
  $ pulumi-chime-users report preview.json > comment.md
  $ pulumi preview --json | pulumi-chime-users report --max-characters 1000000
  $ pulumi preview --json | pulumi-chime-users report --json | jq '.resources[].plans[].groups[] | [.label, .count]'`;

/** Adds `report`, which turns a preview into Markdown for a pull request. */
export function registerReport(program: Command): void {
  program
    .command("report")
    .description("Turn a preview into Markdown for a comment on a pull request.")
    .argument("[preview.json]", "what pulumi preview --json printed")
    .option("--max-characters <number>", "the longest report; names are cut first", atLeast(1_000), COMMENT_CHARACTERS)
    .option("--json", "the same as JSON: resources, groups of users, refusals; nothing is cut")
    .addHelpText("after", HELP)
    .action(report);
}

function atLeast(least: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least) return number;
    throw new InvalidArgumentError(`expected a whole number, at least ${least}.`);
  };
}

function exitCodeOf({ refusals, resources }: PreviewReport): number {
  if (refusals.length > 0) return EXIT.refused;
  const changes = resources.some((resource) => resource.operation !== "none" || countChanges(resource) > 0);
  return changes ? EXIT.changes : EXIT.nothing;
}

interface ReportOptions {
  readonly maxCharacters: number;
  readonly json?: true;
}

async function report(file: string | undefined, { maxCharacters, json }: ReportOptions): Promise<void> {
  const preview = reportPreview(await readPreview(file));
  const text = json
    ? `${escapeHidden(JSON.stringify(preview, undefined, 2))}\n`
    : await writeMarkdown(preview, maxCharacters);
  process.stdout.write(text);
  process.exitCode = exitCodeOf(preview);
}
