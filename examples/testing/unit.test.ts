import { deepEqual } from "node:assert/strict";
import { test } from "node:test";
import { all, type Inputs, runtime } from "@pulumi/pulumi";

const registered: Record<string, Inputs> = {};

test("a host who has left gets no license", async () => {
  await runtime.setMocks({
    newResource({ name, inputs }) {
      registered[name] = inputs;
      return { id: name, state: inputs };
    },
    call: ({ inputs }) => inputs,
  });
  // After the mocks: the program declares its resources when it is loaded.
  const program = await import("./index.js");
  await new Promise((resolve) => all([program.suspended, program.licensed]).apply(resolve));

  deepEqual(registered["leavers"]?.["users"], ["amara.okafor@example.com", "malik.choi@example.com"]);
  deepEqual(registered["hosts"]?.["licenses"], {
    "bram.hansen@example.com": "Pro",
    "hassan.kowalski@example.com": "Pro",
  });
});
