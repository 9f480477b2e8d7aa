import { equal, match } from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withLanguage } from "../../support/languages";
import { orSkip } from "../../support/orSkip";
import type { Language } from "../../support/pulumi/languageHosts";
import { isShownInReadme } from "../../support/readme";

/** What an entry with a time takes the place of in the example of a language, and how it is written there: of each listing one. */
interface Entries {
  readonly file: string;
  readonly plain: readonly [user: string, license: string];
  readonly timed: readonly [user: string, license: string];
  /** What the program has to import besides. */
  readonly imports?: readonly [before: string, lines: string];
}

const ENTRIES: Readonly<Record<Language, Entries>> = {
  yaml: {
    file: "Pulumi.yaml",
    plain: ["- sofia.nguyen@example.com", "malik.choi@example.com: Basic"],
    timed: [
      "- { user: sofia.nguyen@example.com, from: 2026-12-01, until: 2027-03-01, reason: on leave }",
      "malik.choi@example.com: { license: Pro, until: 2027-03-01 }",
    ],
  },
  python: {
    file: "__main__.py",
    plain: ['"sofia.nguyen@example.com",', '"malik.choi@example.com": chime.LicenseType.BASIC,'],
    timed: [
      '{"user": "sofia.nguyen@example.com", "from": "2026-12-01", "until": "2027-03-01", "reason": "on leave"},',
      '"malik.choi@example.com": {"license": chime.LicenseType.PRO, "until": "2027-03-01"},',
    ],
  },
  go: {
    file: "main.go",
    plain: ['pulumi.String("sofia.nguyen@example.com"),', '"malik.choi@example.com":   chime.LicenseTypeBasic,'],
    timed: [
      `chime.SuspensionEntryArgs{
	User:   pulumi.String("sofia.nguyen@example.com"),
	From:   pulumi.String("2026-12-01"),
	Until:  pulumi.String("2027-03-01"),
	Reason: pulumi.String("on leave"),
},`,
      '"malik.choi@example.com": chime.LicenseEntryArgs{License: chime.LicenseTypePro, Until: pulumi.String("2027-03-01")},',
    ],
  },
  java: {
    file: "src/main/java/people/App.java",
    plain: ['Either.ofLeft("sofia.nguyen@example.com")', '"malik.choi@example.com", Either.ofLeft("Basic")'],
    timed: [
      `Either.ofRight(SuspensionEntryArgs.builder()
    .user("sofia.nguyen@example.com").from("2026-12-01").until("2027-03-01").reason("on leave").build())`,
      `"malik.choi@example.com", Either.ofRight(LicenseEntryArgs.builder()
    .license(LicenseType.Pro).until("2027-03-01").build())`,
    ],
    imports: [
      "import com.pulumi.core.Either;",
      "import com.pulumi.chime.enums.LicenseType;\nimport com.pulumi.chime.inputs.LicenseEntryArgs;\nimport com.pulumi.chime.inputs.SuspensionEntryArgs;\n",
    ],
  },
};

/** How the page has them: a line of the users, and one of the licenses. */
const shownOf = (language: Language): string => ENTRIES[language].timed.join("\n");

/** A program with both entries. Every text of the plain ones is there. */
function withEntries(text: string, { plain, timed, imports }: Entries): string {
  const changes = plain.map((before, i): readonly [string, string] => [before, timed[i] ?? ""]);
  const added = imports ? [[imports[0], imports[1] + imports[0]] as const] : [];
  return [...changes, ...added].reduce((edited, [before, after]) => {
    equal(edited.includes(before), true, before);
    return edited.replace(before, () => after);
  }, text);
}

describe("entries with an end in other languages", () => {
  it("are written as docs/native.md has them", () => {
    isShownInReadme("entries in YAML", shownOf("yaml"));
    isShownInReadme("entries in Python", shownOf("python"));
    isShownInReadme("entries in Go", shownOf("go"));
    isShownInReadme("entries in Java", shownOf("java"));
  });

  for (const language of ["yaml", "python", "go", "java"] as const) {
    it(`are understood in ${language}`, async function () {
      const miss = await withLanguage(language, async (stack) => {
        const entries = ENTRIES[language];
        const path = join(stack.project, entries.file);
        await writeFile(path, withEntries(await readFile(path, "utf8"), entries));
        await stack.config("chime:asOf", "2026-12-02");
        const { exitCode, output } = await stack.preview();
        equal(exitCode, 0, output);
        match(output, /\+ sofia\.nguyen@example\.com \(from 2026-12-01 until 2027-03-01: on leave\)/);
        match(output, /~ malik\.choi@example\.com \(until 2027-03-01\)/);
      });
      orSkip(this, miss, language === "java" ? { inCi: true } : {});
    });
  }
});
