/**
 * How long an error may be on its way to the engine: it travels as a header, percent-encoded, and gRPC for Go is
 * about to refuse more than 8 kB of headers, by which the engine would lose the answer and with it the state.
 */
const ENCODED_BYTES = 4000;
const CUT = " [cut]";

/** The length of a character as a gRPC header has it: printable ASCII as it is, anything else three bytes a byte. */
function encodedLength(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code >= 0x20 && code < 0x7f && character !== "%" ? 1 : 3 * Buffer.byteLength(character);
}

/** The beginning of a message that fits, cut at a whole character, with a word where something was cut. */
export function fitMessage(message: string): string {
  let room = ENCODED_BYTES - CUT.length;
  let length = 0;
  for (const character of message) {
    room -= encodedLength(character);
    if (room < 0) return message.slice(0, length) + CUT;
    length += character.length;
  }
  return message;
}
