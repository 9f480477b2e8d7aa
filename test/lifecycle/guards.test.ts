import { deepEqual, equal, match } from "node:assert/strict";
import { type Chime, withChime } from "../support/chime";
import { type NativeHost, startNativeHost } from "../support/nativeHost";
import { ACCOUNT, emailOf, idOf, range } from "../support/people";
import { type Props, type ProviderHost, startProviderHost } from "../support/providerHost";

type Resource = "UserSuspensionSet" | "UserLicenseAssignment";

interface Row {
  readonly name: string;
  readonly resource?: Resource;
  readonly args: Props;
  readonly type?: "Team" | "EnterpriseDirectory" | "EnterpriseOIDC";
  readonly property: string;
  readonly says: RegExp;
}

const ROWS: readonly Row[] = [
  {
    name: "an account that does not exist",
    args: { accountId: "nowhere", users: [idOf(1)] },
    property: "accountId",
    says: /^Account nowhere does not exist/,
  },
  {
    name: "an account whose ID has a space too many, so that it is seen",
    args: { accountId: `${ACCOUNT} `, users: [idOf(1)] },
    property: "accountId",
    says: /^Account "[-\w]+ " does not exist/,
  },
  {
    name: "users that the account does not have",
    args: { users: [idOf(1), "ghost@example.com", "ghost-2"] },
    property: "users",
    says: /^2 listed users not found in account .* \("Example Corp"\): ghost-2, ghost@example.com\. .* missingUsers to "warn"/,
  },
  {
    name: "an address with two letters swapped, where another one that is less near would be somebody else's",
    args: { users: [idOf(1), "ghost@example.com", "perosn.1@example.com", "perosn.2@example.com"] },
    property: "users",
    says: /: ghost@example\.com, perosn\.1@example\.com \(nearest is person\.1@example\.com, which is listed already\), perosn\.2@example\.com \(did you mean person\.2@example\.com\?\)\. Correct/,
  },
  {
    name: "addresses as an address book or a list in a text has them",
    args: {
      users: [idOf(1), "Jane Doe <Person.1@example.com>", "Joe <person.2@example.com>", "person.3@example.com,"],
    },
    property: "users",
    says: /: jane doe <person\.1@example\.com> \(nearest is person\.1@example\.com, which is listed already\), joe <person\.2@example\.com> \(did you mean person\.2@example\.com\?\), "person\.3@example\.com," \(did you mean person\.3@example\.com\?\)\. Correct or remove the entries, or set missingUsers to "warn"\.$/,
  },
  {
    name: "ID and address of one person",
    args: { users: [idOf(1), emailOf(1)] },
    property: "users",
    says: /"aaaaaaaa-0000-4000-8000-000000000001" and "person.1@example.com" are the same person/,
  },
  {
    name: "a protected user",
    args: { users: [idOf(1), emailOf(2)], protectedUsers: [idOf(1), emailOf(2).toUpperCase(), idOf(3)] },
    property: "users",
    says: /^2 listed users protected by protectedUsers: aaaaaaaa-0000-4000-8000-000000000001, person\.2@example\.com\. Remove the entries from users or from protectedUsers\.$/,
  },
  {
    name: "the license of a protected user",
    resource: "UserLicenseAssignment",
    args: { licenses: { [idOf(10)]: "Pro" }, protectedUsers: [idOf(10)] },
    property: "licenses",
    says: /^1 listed user protected by protectedUsers: aaaaaaaa-0000-4000-8000-000000000010\. Remove the entry from licenses or/,
  },
  {
    name: "a protected user listed by the other name",
    args: { users: [idOf(1)], protectedUsers: [emailOf(1).toUpperCase()] },
    property: "users",
    says: /protected by protectedUsers under another name/,
  },
  {
    name: "more changes than maxChanges allows",
    args: { users: range(10, 15).map(idOf), maxChanges: 4 },
    property: "maxChanges",
    says: /^5 users would change, maxChanges allows 4\./,
  },
  {
    name: "a change where maxChanges is 0",
    args: { users: [idOf(10)], maxChanges: 0 },
    property: "maxChanges",
    says: /^1 user would change, maxChanges allows 0\./,
  },
  {
    name: "more changes than a share of the account's users, rounded down",
    args: { users: range(10, 14).map(idOf), maxChanges: "7.5%" },
    property: "maxChanges",
    says: /^4 users would change, maxChanges allows 3 \(7\.5% of 40 users\)/,
  },
  {
    name: "unsuspensions beyond maxChanges under exclusive",
    args: { users: [], exclusive: true, maxChanges: 1 },
    property: "maxChanges",
    says: /^2 users would change, maxChanges allows 1\./,
  },
  {
    name: "a Team account",
    type: "Team",
    args: { users: [emailOf(10)] },
    property: "users",
    says: /is a Team account: .* remove 1 user: person.10@example.com\. .* teamAccount to "disassociate"/,
  },
  {
    name: "an account of an Active Directory",
    type: "EnterpriseDirectory",
    args: { users: [idOf(10)] },
    property: "accountId",
    says: /of type EnterpriseDirectory: .* in its Active Directory/,
  },
  {
    name: "licenses in an account of an Active Directory",
    resource: "UserLicenseAssignment",
    type: "EnterpriseDirectory",
    args: { licenses: { [idOf(10)]: "Pro" } },
    property: "accountId",
    says: /of type EnterpriseDirectory/,
  },
  {
    name: "an account of an identity provider",
    type: "EnterpriseOIDC",
    args: { users: [idOf(10)] },
    property: "accountId",
    says: /of type EnterpriseOIDC: .* identity provider \(Okta\)/,
  },
  {
    name: "a license for those who leave that the account does not support",
    resource: "UserLicenseAssignment",
    args: { licenses: { [idOf(10)]: "Pro" }, onRemoval: "ProTrial" },
    property: "onRemoval",
    says: /does not support the license ProTrial, which users who leave would get\. It supports Basic, Pro, Plus/,
  },
  {
    name: "a license that the account does not support",
    resource: "UserLicenseAssignment",
    args: { licenses: { [idOf(10)]: "ProTrial", [idOf(11)]: "Pro" } },
    property: "licenses",
    says: /does not support the license ProTrial, which 1 user would get: .*000000000010\. It supports Basic, Pro, Plus\./,
  },
];

const NOBODY: Readonly<Record<Resource, Props>> = {
  UserSuspensionSet: { accountId: ACCOUNT, users: [] },
  UserLicenseAssignment: { accountId: ACCOUNT, licenses: {} },
};

async function withHost(chime: Chime, resource: Resource, story: (host: ProviderHost) => Promise<void>): Promise<void> {
  const host = await startProviderHost(resource, chime.environment);
  try {
    await story(host);
  } finally {
    await host.close();
  }
}

/** What the native provider says when it is to create what it has to refuse. */
async function refusalOf(host: NativeHost, inputs: Props, isPreview = false): Promise<string> {
  return host.create(inputs, isPreview).then(
    () => Promise.reject(new Error("not refused")),
    ({ message }: Error) => message,
  );
}

async function withNativeHost(
  chime: Chime,
  resource: Resource,
  story: (host: NativeHost) => Promise<void>,
): Promise<void> {
  const host = await startNativeHost(resource, chime.environment);
  try {
    await host.handshake(true);
    await host.configure({});
    await story(host);
  } finally {
    await host.close();
  }
}

/** The property that a failure names, and the argument that its reason begins with. */
function argumentOf({ property, reason }: { property: string; reason: string }): (string | undefined)[] {
  return [property, /^(\w+): /.exec(reason)?.[1]];
}

describe("guards", () => {
  for (const { name, resource = "UserSuspensionSet", args, type, property, says } of ROWS) {
    const account = { people: 40, suspended: [1, 2], ...(type ? { type } : {}) };
    const wanted = { accountId: ACCOUNT, ...args };

    it(`refuse ${name} at the preview of a create, and again in create`, async () => {
      await withChime([account], async (chime) => {
        await withHost(chime, resource, async (host) => {
          const { inputs, failures } = await host.check({}, wanted);
          // Pulumi would print the whole value of a property that is named beside the reason.
          deepEqual(failures.map(argumentOf), [["", property]]);
          match(failures[0]?.reason.replace(/^\w+: /, "") ?? "", says);
          await host.create(inputs).then(
            () => Promise.reject(new Error("created")),
            (error: Error) => match(error.message, /refused, nothing was changed/),
          );
          deepEqual(chime.writes(), []);
        });
      });
    });

    if (wanted.accountId !== ACCOUNT) continue;
    it(`refuse ${name} at the preview of an update, and again in update`, async () => {
      await withChime([account], async (chime) => {
        await withHost(chime, resource, async (host) => {
          // An empty declaration passes wherever the account itself is no obstacle.
          const outs = { ...NOBODY[resource], stateVersion: 1, holdings: {}, failures: [] };
          const { inputs, failures } = await host.check(NOBODY[resource], wanted);
          deepEqual(failures, []);
          for (const operation of [() => host.diff("id", outs, inputs), () => host.update("id", outs, inputs)]) {
            await operation().then(
              () => Promise.reject(new Error("not refused")),
              (error: Error) => match(error.message, new RegExp(says.source.replace(/^\^/, ""))),
            );
          }
          deepEqual(chime.writes(), []);
          equal(host.stderr, "");
        });
      });
    });
  }

  it("tell all that stands in the way at once", async () => {
    await withChime([{ people: 40 }], async (chime) => {
      await withHost(chime, "UserSuspensionSet", async (host) => {
        const users = ["ghost", idOf(1), emailOf(1), idOf(2), idOf(3)];
        const args = { accountId: ACCOUNT, users, maxChanges: 1, protectedUsers: [idOf(2)] };
        const { failures, inputs } = await host.check({}, args);
        const named = failures.map((failure) => argumentOf(failure).join("")).sort();
        deepEqual(named, ["maxChanges", "users", "users", "users"]);
        const outs = { ...NOBODY.UserSuspensionSet, stateVersion: 1, holdings: {}, failures: [] };
        await host.diff("id", outs, inputs).then(
          () => Promise.reject(new Error("not refused")),
          ({ message }: Error) => equal(message.match(/\n- /g)?.length, 4, message),
        );
      });
    });
  });

  for (const [what, args, says] of [
    [
      "nobody of an account that was read in part, who may be there",
      { users: [emailOf(1)], protectedUsers: ["ceo@example.com", "peter.1@example.com"] },
      undefined,
    ],
    [
      "who is nearly a user about to be changed",
      { users: [emailOf(1)], protectedUsers: ["ceo@example.com", "perosn.1@example.com"] },
      /: protectedUsers has nearly the address of a user who is about to be changed: perosn\.1@example\.com \(nearly person\.1@example\.com\)\. If that user is meant, correct it$/,
    ],
    [
      "who is not in an account that was read whole, with the nearest name that there is",
      { users: [idOf(1)], exclusive: true, protectedUsers: ["ceo@example.com", "perosn.2@example.com", idOf(3)] },
      /: 2 protected users not in the account, the entries protect nobody: ceo@example\.com, perosn\.2@example\.com \(did you mean person\.2@example\.com\?\)$/,
    ],
  ] as const) {
    it(`warn of protected users without another call: ${what}`, async () => {
      await withChime([{ people: 40 }], async (chime) => {
        await withHost(chime, "UserSuspensionSet", async (host) => {
          const { protectedUsers, ...others } = { accountId: ACCOUNT, ...args };
          deepEqual((await host.check({}, { ...others, protectedUsers })).failures, []);
          const warned = host.said.flatMap(({ severity, text }) => (severity === "WARNING" ? [text] : []));
          equal(warned.length, says ? 1 : 0, warned.join("\n"));
          if (says) match(warned[0] ?? "", says);
          const lines = chime.lines();
          const unprotected = await startProviderHost("UserSuspensionSet", chime.environment);
          try {
            await unprotected.check({}, others);
          } finally {
            await unprotected.close();
          }
          deepEqual(chime.lines().sort(), lines.sort());
        });
      });
    });
  }

  it("let as many changes through as maxChanges says", async () => {
    await withChime([{ people: 40 }], async (chime) => {
      await withHost(chime, "UserSuspensionSet", async (host) => {
        for (const maxChanges of [4, "10%"]) {
          const args = { accountId: ACCOUNT, users: range(0, 4).map(idOf), maxChanges };
          deepEqual((await host.check({}, args)).failures, []);
        }
      });
    });
  });

  it("only warn of missing users under missingUsers warn, and never of leaving ones", async () => {
    await withChime([{ people: 40 }], async (chime) => {
      await withHost(chime, "UserSuspensionSet", async (host) => {
        const args = { accountId: ACCOUNT, users: [idOf(1), "ghost"], missingUsers: "warn" };
        const { inputs, failures } = await host.check({}, args);
        deepEqual(failures, []);
        const { id, outs } = await host.create(inputs);
        deepEqual(outs["missing"], { ghost: "suspended" });
        equal(
          host.said.some(({ severity, text }) => severity === "WARNING" && text.includes("ghost")),
          true,
        );
        chime.lines();
        equal((await host.diff(id, outs, inputs)).changes, false, "nothing is left to do");

        chime.server.removeUser(ACCOUNT, idOf(1));
        const later = await startProviderHost("UserSuspensionSet", chime.environment);
        try {
          const next = await later.check(inputs, { accountId: ACCOUNT, users: [idOf(2)] });
          const updated = await later.update(id, outs, next.inputs);
          deepEqual(chime.suspended(), [idOf(2)]);
          deepEqual(updated["failures"], []);
        } finally {
          await later.close();
        }
      });
    });
  });
});

describe("guards of the native provider", () => {
  for (const { name, resource = "UserSuspensionSet", args, type, property, says } of ROWS) {
    const account = { people: 40, suspended: [1, 2], ...(type ? { type } : {}) };
    const wanted = { accountId: ACCOUNT, ...args };
    const message = new RegExp(says.source.replace(/^\^/, ""));

    it(`refuse ${name} before a create and an update write anything`, async () => {
      await withChime([account], async (chime) => {
        await withNativeHost(chime, resource, async (host) => {
          const { inputs, failures } = await host.check({}, wanted);
          deepEqual(failures, [], "check asks the account nothing");
          deepEqual(chime.lines(), []);
          const refusal = await refusalOf(host, inputs);
          match(refusal, message);
          match(refusal, new RegExp(`refused, nothing was changed\\. ${property}: `));
          if (wanted.accountId === ACCOUNT) {
            const outs = { ...NOBODY[resource], stateVersion: 1, holdings: {}, failures: [] };
            await host.update("id", outs, inputs).then(
              () => Promise.reject(new Error("not refused")),
              (error: Error) => match(error.message, message),
            );
          }
          deepEqual(chime.writes(), []);
        });
      });
    });
  }

  it("tell all that stands in the way at once, in a preview too", async () => {
    await withChime([{ people: 40 }], async (chime) => {
      await withNativeHost(chime, "UserSuspensionSet", async (host) => {
        const users = ["ghost", idOf(1), emailOf(1), idOf(2), idOf(3)];
        const args = { accountId: ACCOUNT, users, maxChanges: 1, protectedUsers: [idOf(2)] };
        const { inputs } = await host.check({}, args);
        equal((await refusalOf(host, inputs, true)).match(/\n- /g)?.length, 4);
      });
    });
  });
});
