import * as v from "valibot";
import { whyNotId, whyNotName } from "../../model/id";
import { nearest } from "../../model/nearest";
import { entrySchema } from "./entrySchema";
import type { MapShape, Shape } from "./shape";
import { expected, orUnknown, textSchema } from "./texts";

/** From how many letters on two of them may be wrong in a word, and the right one still be the only one that is meant. */
const LONG_WORD = 6;

const SHARE = /^\d+(\.\d+)?%$/;

/** Why a text can't name a user in a program; undefined where it can. */
export function whyNotUser(text: string): string | undefined {
  // JavaScript objects, in which Pulumi keeps its maps, can't have it as a key.
  if (text.trim() === "__proto__") return "can't be a key of a map";
  return text.includes("@") ? whyNotName(text) : whyNotId(text);
}

function isShare(text: string): boolean {
  const share = Number.parseFloat(text);
  return SHARE.test(text) && share > 0 && share <= 100;
}

const user = textSchema("a user ID or an email address", whyNotUser);

function oneOf(words: readonly string[]): v.GenericSchema {
  const wanted = expected(`one of ${words.map((word) => `"${word}"`).join(", ")}`);
  return v.picklist(words, (issue) => {
    const { input } = issue;
    const meant = typeof input === "string" ? nearest(input, words, input.length < LONG_WORD ? 1 : 2) : undefined;
    return `${wanted(issue)}${meant === undefined ? "" : ` (did you mean "${meant}"?)`}`;
  });
}

function mapSchema({ member, value, example }: MapShape): v.GenericSchema {
  return v.pipe(
    v.custom<object>(
      (map) => typeof map === "object" && map !== null && !Array.isArray(map),
      expected(`a map from user to ${member}, such as {"jane@example.com": "${example}"}`),
    ),
    // Not a record, which passes over keys such as "constructor" unseen.
    v.transform((map) => new Map<unknown, unknown>(Object.entries(map))),
    v.map(user, entrySchema(member, oneOf(value.words))),
  );
}

/** The check of what a program says. */
export function schemaOf(shape: Shape): v.GenericSchema {
  switch (shape.type) {
    case "accountId":
      return textSchema("the ID of a Chime account", whyNotId);
    case "flag":
      return v.boolean(expected("true or false"));
    case "word":
      return oneOf(shape.of.words);
    case "limit":
      return v.custom<number | string>(
        (value) => (typeof value === "string" ? isShare(value) : Number.isSafeInteger(value) && Number(value) >= 0),
        expected('a whole number of users, 0 or more, or a share such as "10%" (above 0%, at most 100%)'),
      );
    case "names":
      return v.array(orUnknown(user), expected("a list of users"));
    case "list":
      return v.array(entrySchema(shape.member, user), expected("a list of users"));
    case "map":
      return mapSchema(shape);
  }
}
