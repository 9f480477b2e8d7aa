import { deepEqual } from "node:assert/strict";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { UNKNOWN } from "../../../provider/model/unknown";
import { readProps } from "../../../provider/native/wire/readProps";
import { writeProps } from "../../../provider/native/wire/writeProps";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** As the engine writes it, by Google's own writer. */
function sent(props: Parameters<typeof Struct.fromJavaScript>[0]): Struct {
  return Struct.fromJavaScript(props);
}

describe("properties on the wire", () => {
  it("come as plain values", () => {
    const props = {
      text: "a",
      number: 1.5,
      yes: true,
      no: null,
      list: ["a", { b: 1 }],
      map: { "ana@example.com": "Pro" },
    };
    deepEqual(readProps(sent(props)), { props, secretNames: [] });
    deepEqual(readProps(undefined), { props: {}, secretNames: [] });
  });

  it("stand open where they are secret, at whatever depth, and it is noted", () => {
    const secret = { [SIGNATURE]: SECRET, value: "ana" };
    const received = readProps(
      sent({ users: ["bob", secret], whole: { [SIGNATURE]: SECRET, value: ["x"] }, plain: "p" }),
    );
    deepEqual(received, {
      props: { users: ["bob", "ana"], whole: ["x"], plain: "p" },
      secretNames: ["users", "whole"],
    });
  });

  it("are unknown where they will be known later, of whatever type, as outputs too", () => {
    const { props, secretNames } = readProps(
      sent({
        text: UNKNOWN_TEXT,
        flag: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        list: ["ana", UNKNOWN_TEXT],
        output: { [SIGNATURE]: OUTPUT, dependencies: ["urn"] },
        known: { [SIGNATURE]: OUTPUT, value: "eve", secret: true },
      }),
    );
    deepEqual(props, { text: UNKNOWN, flag: UNKNOWN, list: ["ana", UNKNOWN], output: UNKNOWN, known: "eve" });
    deepEqual(secretNames, ["known"]);
  });

  it("go as the engine reads them", () => {
    const props = { id: "x", nobody: undefined, none: null, later: UNKNOWN, users: [UNKNOWN, "ana"], count: 3 };
    deepEqual(writeProps(props, ["users"]).toJavaScript(), {
      id: "x",
      none: null,
      later: UNKNOWN_TEXT,
      users: { [SIGNATURE]: SECRET, value: [UNKNOWN_TEXT, "ana"] },
      count: 3,
    });
  });
});
