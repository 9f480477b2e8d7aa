/**
 * A text as secrets are looked for in it: without what only breaks a line or sets something apart, in lower
 * case and with the letters of one base64 alphabet. Of each of its characters it is known where it stood.
 */
export interface PlainText {
  readonly length: number;
  /** The characters. */
  readonly codes: Uint16Array;
  /** Where each began in the text. */
  readonly from: Uint32Array;
  /** Where each ended. */
  readonly to: Uint32Array;
}

/** What pages and programs write by name; of others no secret is made. */
const NAMED = new Map([
  ["amp", "&"],
  ["apos", "'"],
  ["colon", ":"],
  ["comma", ","],
  ["dash", "-"],
  ["dollar", "$"],
  ["equals", "="],
  ["gt", ">"],
  ["hyphen", "-"],
  ["lowbar", "_"],
  ["lt", "<"],
  ["nbsp", " "],
  ["newline", "\n"],
  ["num", "#"],
  ["percnt", "%"],
  ["period", "."],
  ["plus", "+"],
  ["quot", '"'],
  ["semi", ";"],
  ["shy", " "],
  ["sol", "/"],
  ["bsol", "\\"],
  ["tab", "\t"],
  ["zerowidthspace", " "],
]);

/**
 * One escape of HTML, of URLs or of strings, or a tag without attributes. What was escaped several times in the same way is decoded
 * in one go. A backslash itself is left out later, however many there are.
 */
const ESCAPE = new RegExp(
  [
    `&(?:amp;)*(?:#x0*([\\da-f]{1,6})|#0*(\\d{1,7})|(${[...NAMED.keys()].join("|")}));?`,
    "%(?:25)*(?:u([\\da-f]{4})|([\\da-f]{2}))",
    "(?<=\\\\)(?:u\\{0*([\\da-f]{1,6})\\}|u([\\da-f]{4})|x([\\da-f]{2})|([0-3][0-7]{2})|[bfnrt])",
    "</?[a-z][a-z\\d]{0,9}\\s{0,9}/?>",
  ].join("|"),
  "gi",
);

/** Escapes may stand in escapes of another kind, but nobody nests them deeper. */
const MOST_LAYERS = 8;

/** Control characters, white space, what is invisible, and what sets apart or quotes: AWS makes no credential of these. */
const LEFT_OUT: readonly (readonly [first: number, last: number])[] = [
  [0x00, 0x20],
  [0x7f, 0xa0],
  [0xad, 0xad],
  [0x16_80, 0x16_80],
  [0x20_00, 0x20_0f],
  [0x20_28, 0x20_2f],
  [0x20_5f, 0x20_64],
  [0x30_00, 0x30_00],
  [0xfe_ff, 0xfe_ff],
  ...Array.from("\"'`,:;|\\<>", (character) => [character.charCodeAt(0), character.charCodeAt(0)] as const),
];
const IS_LEFT_OUT = new Uint8Array(0x1_00_00);
for (const [first, last] of LEFT_OUT) IS_LEFT_OUT.fill(1, first, last + 1);

const SPACE = " ";

function decode([, hex, decimal, named, ...coded]: RegExpExecArray): string {
  if (named !== undefined) return NAMED.get(named.toLowerCase()) ?? SPACE;
  const [inUrl16, inUrl, braced, u, x, octal] = coded;
  const inHex = hex ?? inUrl16 ?? inUrl ?? braced ?? u ?? x;
  const code = inHex === undefined ? Number(decimal ?? `0o${octal ?? 0}`) : Number.parseInt(inHex, 16);
  return code > 0 && code <= 0xff_ff ? String.fromCharCode(code) : SPACE;
}

interface Layer {
  readonly text: string;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

/** The text with one layer of escapes less; undefined where there is none. */
function withoutLayer({ text, from, to }: Layer): Layer | undefined {
  const parts: string[] = [];
  const [newFrom, newTo] = [new Uint32Array(text.length), new Uint32Array(text.length)];
  let [read, written] = [0, 0];
  const copyUntil = (end: number): void => {
    parts.push(text.slice(read, end));
    newFrom.set(from.subarray(read, end), written);
    newTo.set(to.subarray(read, end), written);
    written += end - read;
  };
  for (const match of text.matchAll(ESCAPE)) {
    const end = match.index + match[0].length;
    copyUntil(match.index);
    parts.push(decode(match));
    newFrom[written] = from[match.index] ?? 0;
    newTo[written] = to[end - 1] ?? 0;
    written += 1;
    read = end;
  }
  if (read === 0) return undefined;
  copyUntil(text.length);
  return { text: parts.join(""), from: newFrom, to: newTo };
}

function asWritten(text: string): Layer {
  const [from, to] = [new Uint32Array(text.length), new Uint32Array(text.length)];
  for (let at = 0; at < text.length; at += 1) {
    from[at] = at;
    to[at] = at + 1;
  }
  return { text, from, to };
}

/** Undefined where there are none. */
function withoutEscapes(written: Layer): Layer | undefined {
  let layer = written;
  for (let layers = 0; layers < MOST_LAYERS; layers += 1) {
    const next = withoutLayer(layer);
    if (next === undefined) break;
    layer = next;
  }
  return layer === written ? undefined : layer;
}

const [UPPER_A, UPPER_Z, TO_LOWER] = [65, 90, 32];
const [MINUS, PLUS, UNDERSCORE, SLASH] = [45, 43, 95, 47];

/** Base64 for URLs is the same as the other. */
function fold(code: number): number {
  if (code >= UPPER_A && code <= UPPER_Z) return code + TO_LOWER;
  if (code === MINUS) return PLUS;
  return code === UNDERSCORE ? SLASH : code;
}

function toPlain(layer: Layer): PlainText {
  const most = layer.text.length;
  const [codes, from, to] = [new Uint16Array(most), new Uint32Array(most), new Uint32Array(most)];
  let length = 0;
  for (let at = 0; at < most; at += 1) {
    const code = layer.text.charCodeAt(at);
    if (IS_LEFT_OUT[code]) continue;
    codes[length] = fold(code);
    from[length] = layer.from[at] ?? 0;
    to[length] = layer.to[at] ?? 0;
    length += 1;
  }
  return { length, codes, from, to };
}

/**
 * The text as secrets are looked for in it; where it has escapes also as it is written, since what stands before a secret may
 * make an escape of its first letters. Takes as long as the text is.
 */
export function toPlainTexts(text: string): PlainText[] {
  const written = asWritten(text);
  const decoded = withoutEscapes(written);
  return [toPlain(written), ...(decoded ? [toPlain(decoded)] : [])];
}
