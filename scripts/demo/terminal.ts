import pc from "picocolors";

const WIDTH = 88;

/** What the demo says of itself goes to standard output, like what it runs. */
function print(line = ""): void {
  process.stdout.write(`${line}\n`);
}

/** Breaks a text into lines that fit. */
function wrap(text: string, indent: string): string {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? "";
    if (line.length + word.length + indent.length + 1 > WIDTH && line !== "") lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.map((line) => indent + line).join("\n");
}

/** Where the story has got to. */
export const terminal = {
  act(number: number, of: number, title: string): void {
    print();
    print(pc.inverse(pc.bold(` ${number}/${of}  ${title} `.padEnd(WIDTH))));
  },
  say(text: string): void {
    print();
    print(wrap(text, ""));
  },
  command(text: string): void {
    print();
    print(pc.bold(`$ ${text}`));
  },
  source(name: string, text: string): void {
    print();
    print(pc.dim(`--- ${name}`));
    print(text.trimEnd());
    print(pc.dim("---"));
  },
  fact(label: string, text: string): void {
    print(`${pc.cyan("  |")} ${label.padEnd(9)}${pc.bold(text)}`);
  },
};
