import { ListValue, NullValue, Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import { isRecord } from "../../lifecycle/arguments/record";
import type { Props } from "../../lifecycle/state";
import { UNKNOWN } from "../../model/unknown";
import { SECRET, SIGNATURE, UNKNOWN_TEXT } from "./signatures";

function writeList(values: readonly unknown[]): ListValue {
  const list = new ListValue();
  list.setValuesList(values.map(writeValue));
  return list;
}

function writeValue(value: unknown): Value {
  const written = new Value();
  if (value === UNKNOWN) written.setStringValue(UNKNOWN_TEXT);
  else if (typeof value === "string") written.setStringValue(value);
  else if (typeof value === "number") written.setNumberValue(value);
  else if (typeof value === "boolean") written.setBoolValue(value);
  else if (Array.isArray(value)) written.setListValue(writeList(value));
  else if (isRecord(value)) written.setStructValue(writeStruct(value));
  else written.setNullValue(NullValue.NULL_VALUE);
  return written;
}

function writeStruct(record: Readonly<Record<string, unknown>>): Struct {
  const struct = new Struct();
  const fields = struct.getFieldsMap();
  for (const name of Object.keys(record)) fields.set(name, writeValue(record[name]));
  return struct;
}

/** Writes properties as the engine reads them, those of these names as secrets. What is undefined is left out. */
export function writeProps(props: Readonly<Props>, secretNames: readonly string[] = []): Struct {
  const named = Object.entries(props).filter(([, value]) => value !== undefined);
  const written = named.map(([name, value]) => [
    name,
    secretNames.includes(name) ? { [SIGNATURE]: SECRET, value } : value,
  ]);
  return writeStruct(Object.fromEntries(written));
}
