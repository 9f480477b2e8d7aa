import pc from "picocolors";

/** With what stands before it no line is longer than 100, so that a common terminal breaks none, and no address in two. */
const WIDTH = 97;
const TITLE_WIDTH = 96;

/** What the demo says of itself goes to standard output, like what it runs. */
function print(line = ""): void {
  process.stdout.write(`${line}\n`);
}

/** The words of a line; one that is longer than a line, such as a path of the machine, in pieces. */
function wordsOf(line: string, longest: number): string[] {
  return line.split(" ").flatMap((word) => word.match(new RegExp(`.{1,${longest}}`, "gs")) ?? "");
}

/** Breaks one line between words, and puts what is left over further in than the line began, where wanted. */
function wrap(line: string, hang = "    "): string[] {
  const [indent = ""] = /^ */.exec(line) ?? [];
  const lines: string[] = [];
  let current = "";
  for (const word of wordsOf(line.trim(), WIDTH - indent.length - hang.length)) {
    if (current !== "" && current.length + 1 + word.length > WIDTH) {
      lines.push(current);
      current = indent + hang + word;
    } else current = current === "" ? indent + word : `${current} ${word}`;
  }
  return [...lines, current];
}

const SIGNS: readonly (readonly [RegExp, (text: string) => string])[] = [
  [/^ *\+ /, pc.green],
  [/^ *- \S+@/, pc.red],
  [/^ *~ /, pc.yellow],
  [/^ *error: /, pc.red],
];

/** Lines with a sign have a color, where the terminal has any. */
function colored(line: string): string {
  const [, color] = SIGNS.find(([sign]) => sign.test(line)) ?? [];
  return color ? color(line) : line;
}

/** Where the story has got to. */
export const terminal = {
  act(number: number, of: number, title: string): void {
    print();
    const line = ` ${number}/${of}  ${title}`;
    print(pc.isColorSupported ? pc.inverse(pc.bold(line.padEnd(TITLE_WIDTH))) : line);
  },
  say(text: string): void {
    for (const line of wrap(text, "")) print(line);
  },
  command(text: string): void {
    print(pc.bold(`$ ${text}`));
  },
  /** A file, or what has come out of a command: line by line, without the empty ones. */
  show(text: string): void {
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    for (const line of lines.flatMap((long) => wrap(long))) print(`  ${colored(line)}`.trimEnd());
  },
  fact(text: string): void {
    for (const line of wrap(text)) print(`${pc.cyan("=>")} ${pc.bold(line)}`);
  },
  /** Says that something runs, on a terminal alone, until it is done. */
  async wait<T>(work: Promise<T>): Promise<T> {
    const { isTTY } = process.stdout;
    if (isTTY) process.stdout.write(pc.dim("  ... a few seconds"));
    return work.finally(() => {
      if (isTTY) process.stdout.write("\r\u001b[K");
    });
  },
};
