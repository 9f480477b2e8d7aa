import { type PlainText, toPlainTexts } from "./plainText";

/** A part of a text. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** So many characters of a secret, one after the other, are no chance: less than that is a word that the secret happens to have. */
const PIECE = 16;

const BITS = 8;
const BITS_OF_BASE64 = 6;

/** How base64 of anything that has `bytes` in it reads, wherever they stand there: three ways, without what their neighbours decide. */
function base64Of(bytes: Buffer): string[] {
  return [0, 1, 2].map((before) => {
    const [first, last] = [before * BITS, (before + bytes.length) * BITS];
    const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    return whole.slice(Math.ceil(first / BITS_OF_BASE64), Math.floor(last / BITS_OF_BASE64));
  });
}

/** A secret as others may write it, but for escapes. */
function writingsOf(secret: string): string[] {
  const inUrl = encodeURIComponent(secret);
  const base64 = base64Of(Buffer.from(secret));
  return [
    secret,
    Buffer.from(secret).toString("hex"),
    // By itself, with its last letters.
    Buffer.from(secret).toString("base64"),
    ...base64,
    ...(inUrl === secret ? [] : base64Of(Buffer.from(inUrl))),
    // As a Kubernetes secret has what is base64 already.
    ...base64.flatMap((once) => base64Of(Buffer.from(once))),
  ];
}

const FACTOR = 31;
const OLDEST = Array.from({ length: PIECE - 1 }).reduce<number>((product) => Math.imul(product, FACTOR), 1);

/** Calls `at` with a hash of each piece on the way, each made of the one before. */
function eachPiece({ codes, length }: PlainText, at: (start: number, hash: number) => void): void {
  let hash = 0;
  for (let i = 0; i < length; i += 1) {
    if (i >= PIECE) hash -= Math.imul(codes[i - PIECE] ?? 0, OLDEST);
    hash = (Math.imul(hash, FACTOR) + (codes[i] ?? 0)) | 0;
    if (i >= PIECE - 1) at(i - PIECE + 1, hash);
  }
}

function pieceAt({ codes }: PlainText, start: number): string {
  return String.fromCharCode(...codes.subarray(start, start + PIECE));
}

/** So many places a hash can have. */
const PLACES = 2 ** 18;

/** All pieces of secrets that give them away. */
class Pieces {
  readonly #all = new Set<string>();
  /** Where a hash of one of them is: of most texts no piece has to be looked up. */
  readonly #places = new Uint8Array(PLACES);

  add(text: PlainText): void {
    eachPiece(text, (start, hash) => {
      this.#all.add(pieceAt(text, start));
      this.#places[hash & (PLACES - 1)] = 1;
    });
  }

  find(text: PlainText): Span[] {
    const found: Span[] = [];
    let [begin, end] = [0, 0];
    const close = (): void => {
      if (end > begin) found.push({ from: text.from[begin] ?? 0, to: text.to[end - 1] ?? 0 });
    };
    eachPiece(text, (start, hash) => {
      if (this.#places[hash & (PLACES - 1)] !== 1 || !this.#all.has(pieceAt(text, start))) return;
      if (start >= end) {
        close();
        begin = start;
      }
      end = start + PIECE;
    });
    close();
    return found;
  }
}

/** What is known of secrets: as little of each as gives it away, in whatever writing. */
export class Traces {
  readonly #pieces = new Pieces();

  constructor(secrets: readonly string[]) {
    for (const plain of secrets.flatMap(writingsOf).flatMap(toPlainTexts)) this.#pieces.add(plain);
  }

  /** Where a text has any of it. Takes as long as the text is. */
  findIn(text: string): Span[] {
    return text.length < PIECE ? [] : toPlainTexts(text).flatMap((plain) => this.#pieces.find(plain));
  }
}
