import { deepEqual, equal, match } from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Provider, type ProviderArgs, UserLicenseAssignment, UserSuspensionSet } from "../../../provider";

interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
}

/** Runs a program of our resources against Pulumi's mocks and returns what it registered. */
function mockPulumi(state: Record<string, unknown> = {}): Registered[] {
  const registered: Registered[] = [];
  void pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        registered.push({ type, name, inputs });
        return { id: `${name}-id`, state: { ...inputs, ...state } };
      },
      call: () => ({}),
    },
    "people",
    "dev",
    false,
  );
  return registered;
}

function settled<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

/** The error that a program leaves unhandled: that is what makes `pulumi up` fail. */
async function unhandled(program: () => unknown): Promise<Error> {
  const listeners = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  try {
    const caught = new Promise<Error>((resolve) =>
      process.on("unhandledRejection", (error) => resolve(error as Error)),
    );
    await pulumi.runtime.runInPulumiStack(async () => void program());
    return await caught;
  } finally {
    process.removeAllListeners("unhandledRejection");
    for (const listener of listeners) process.on("unhandledRejection", listener);
  }
}

const ARGS = { accountId: "acc", users: ["a@example.com", "b"] };

describe("a program under pulumi.runtime.setMocks", () => {
  it("hands a provider's names over that are no settings, its own and the stack's, for check to refuse", async () => {
    const registered = mockPulumi();
    pulumi.runtime.setAllConfig({ "chime:regoin": "x", "chime:region": "eu-central-1", "people:team": "y" });
    const provider = new Provider("emea", { endpont: "http://x", profile: "emea" } as ProviderArgs);
    await settled(provider.urn);
    pulumi.runtime.setAllConfig({});
    const given = Object.entries(registered[0]?.inputs ?? {}).filter(([, value]) => value !== undefined);
    deepEqual(Object.fromEntries(given), {
      "chime:regoin": "",
      "chime:endpont": "",
      "chime:profile": "emea",
      "chime:region": "eu-central-1",
    });
  });

  it("sees the arguments of a suspension set as the program wrote them", async () => {
    const registered = mockPulumi();
    const set = new UserSuspensionSet("leavers", { ...ARGS, exclusive: true });
    equal(await settled(set.accountId), "acc");
    const [{ type, name, inputs } = { type: "", name: "", inputs: {} }] = registered;
    equal(type, "pulumi-nodejs:dynamic/chime:UserSuspensionSet");
    equal(name, "leavers");
    deepEqual(inputs["users"], ARGS.users);
    equal(inputs["exclusive"], true);
    equal(inputs["__urn"], "urn:pulumi:dev::people::pulumi-nodejs:dynamic/chime:UserSuspensionSet::leavers");
  });

  it("reads who was suspended here from the state", async () => {
    mockPulumi({
      holdings: { suspended: { active: { "a@example.com": "id-a" }, found: { b: "" } } },
      failures: [],
    });
    const set = new UserSuspensionSet("leavers", ARGS);
    deepEqual(await settled(set.userIds), { "a@example.com": "id-a", b: "b" });
    deepEqual(await settled(set.suspendedHere), { "a@example.com": "id-a" });
    deepEqual(await settled(set.missingUsers), []);
  });

  it("reads from the state which license each user had", async () => {
    mockPulumi({ holdings: { Pro: { Basic: { "a@example.com": "id-a" }, found: { b: "" } } }, missing: { c: "Pro" } });
    const hosts = new UserLicenseAssignment("hosts", {
      accountId: "acc",
      licenses: { "a@example.com": "Pro", b: "Pro" },
    });
    deepEqual(await settled(hosts.previousLicenses), { "a@example.com": "Basic", b: "Pro" });
    deepEqual(await settled(hosts.missingUsers), ["c"]);
  });

  it("gets empty outputs where the mock knows nothing of them", async () => {
    mockPulumi();
    const set = new UserSuspensionSet("leavers", ARGS);
    deepEqual(await settled(set.userIds), {});
  });

  it("passes an explicit provider's arguments under the chime namespace", async () => {
    const registered = mockPulumi();
    const provider = new Provider("emea", { endpoint: "http://localhost:1", maxAttempts: 3 });
    await settled(provider.urn);
    equal(registered[0]?.type, "pulumi:providers:pulumi-nodejs");
    equal(registered[0]?.inputs["chime:endpoint"], "http://localhost:1");
  });

  it("fails where the state has failed users, naming them and their codes", async () => {
    mockPulumi({ failures: [{ user: "b", userId: "b", code: "Forbidden", message: "no" }] });
    const error = await unhandled(() => new UserSuspensionSet("leavers", ARGS));
    match(error.message, /UserSuspensionSet "leavers": 1 user failed \(Forbidden 1\)/);
    match(error.message, /Forbidden: no\n {4}1 user: b$/);
    equal(error.stack, error.message);
  });
});
