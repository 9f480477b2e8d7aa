import { type Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import type { Props } from "../../lifecycle/state";
import { UNKNOWN } from "../../model/unknown";
import { OUTPUT, SECRET, SIGNATURE, UNKNOWNS } from "./signatures";

/** Properties as the engine sent them. */
export interface Received {
  /** As plain values: what is secret stands open, what is not known yet is UNKNOWN. */
  readonly props: Props;
  /** The properties that are secret, or have a secret somewhere in them. */
  readonly secretNames: readonly string[];
}

type OnSecret = () => void;

function readObject(struct: Struct, onSecret: OnSecret): unknown {
  const fields = struct.getFieldsMap();
  const signature = fields.get(SIGNATURE)?.getStringValue();
  if (signature === SECRET || (signature === OUTPUT && fields.get("secret")?.getBoolValue())) onSecret();
  if (signature === SECRET || signature === OUTPUT) {
    const value = fields.get("value");
    return value === undefined ? UNKNOWN : readValue(value, onSecret);
  }
  const entries: [string, unknown][] = [];
  fields.forEach((value, name) => {
    entries.push([name, readValue(value, onSecret)]);
  });
  return Object.fromEntries(entries);
}

function readText(text: string): unknown {
  return UNKNOWNS.has(text) ? UNKNOWN : text;
}

function readValue(value: Value, onSecret: OnSecret): unknown {
  const { KindCase } = Value;
  switch (value.getKindCase()) {
    case KindCase.NUMBER_VALUE:
      return value.getNumberValue();
    case KindCase.STRING_VALUE:
      return readText(value.getStringValue());
    case KindCase.BOOL_VALUE:
      return value.getBoolValue();
    case KindCase.LIST_VALUE:
      return (value.getListValue()?.getValuesList() ?? []).map((entry) => readValue(entry, onSecret));
    case KindCase.STRUCT_VALUE: {
      const struct = value.getStructValue();
      return struct === undefined ? {} : readObject(struct, onSecret);
    }
    default:
      return null;
  }
}

/** Reads properties; none where there are none. */
export function readProps(struct: Struct | undefined): Received {
  const props: [string, unknown][] = [];
  const secretNames: string[] = [];
  struct?.getFieldsMap().forEach((value, name) => {
    let isSecret = false;
    props.push([
      name,
      readValue(value, () => {
        isSecret = true;
      }),
    ]);
    if (isSecret) secretNames.push(name);
  });
  return { props: Object.fromEntries(props), secretNames };
}
