import { deepEqual, equal, rejects } from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type Chime, withChime } from "../support/chime";
import { type Package, withInlineStack } from "../support/inlineStack";
import { ACCOUNT, idOf } from "../support/people";
import type { People } from "../support/twoSets";

/** Sets by name, each with a provider process of its own, which learns of the other set from the program alone: b waits for a. */
function declareSets({ Provider, UserSuspensionSet }: Package, people: People): void {
  const made: pulumi.Resource[] = [];
  for (const [name, users] of Object.entries(people) as [string, number[]][]) {
    const args = { accountId: ACCOUNT, users: users.map(idOf), onRemoval: "unsuspend" } as const;
    const opts = { provider: new Provider(`of-${name}`), dependsOn: [...made] };
    made.push(new UserSuspensionSet(name, args, opts));
  }
}

const BEFORE: People = { a: [1, 2], b: [3] };
const AFTER: People = { a: [1, 3], b: [2] };

const withPeople = (story: (chime: Chime) => Promise<void>): Promise<void> => withChime([{ people: 10 }], story);

describe("an inline program of the Automation API on the real engine", () => {
  it("may register transforms for all resources, which go along with users who move", async () => {
    await withPeople(async (chime) => {
      let people = BEFORE;
      const program = async (ours: Package): Promise<void> => {
        pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
          type.includes("chime:UserSuspensionSet") ? { props: { ...props, maxChanges: 2 }, opts } : undefined,
        );
        await new Promise((resolve) => setTimeout(resolve, 10));
        declareSets(ours, people);
      };
      await withInlineStack(chime, program, async (stack) => {
        await stack.up();
        deepEqual(chime.suspended(), [1, 2, 3].map(idOf));
        chime.lines();
        await stack.up({ expectNoChanges: true });
        deepEqual(chime.lines(), []);
        people = AFTER;
        await stack.up();
        deepEqual(chime.writes(), []);
        // Seen to be the transform's: a third person more than it allows.
        people = { a: [1, 3, 4, 5, 6], b: [2] };
        await rejects(stack.preview(), /maxChanges: 3 users would change, maxChanges allows 2/);
        await stack.destroy();
        deepEqual(chime.suspended(), []);
      });
    });
  });

  it("undoes nobody where its promise rejects, before it has declared anything or after", async () => {
    await withPeople(async (chime) => {
      let reject: "not" | "before" | "after" = "not";
      const program = async (ours: Package): Promise<void> => {
        if (reject === "before") throw new Error("no list today");
        declareSets(ours, BEFORE);
        await new Promise((resolve) => setTimeout(resolve, 10));
        if (reject === "after") throw new Error("no list today");
      };
      await withInlineStack(chime, program, async (stack) => {
        await stack.up();
        chime.lines();
        for (reject of ["before", "after"] as const) await rejects(stack.up(), /no list today/);
        deepEqual(chime.writes(), []);
        reject = "not";
        equal((await stack.up()).summary.result, "succeeded");
        deepEqual(chime.writes(), []);
        deepEqual(chime.suspended(), [1, 2, 3].map(idOf));
      });
    });
  });

  it("is taken by Pulumi to declare nothing where it does not wait for the promise that was to declare it", async () => {
    await withPeople(async (chime) => {
      let waits = true;
      const program = async (ours: Package): Promise<void> => {
        const declaring = waits
          ? async () => declareSets(ours, BEFORE)
          : () => Promise.reject(new Error("no list today"));
        if (waits) await declaring();
        else void declaring();
      };
      await withInlineStack(chime, program, async (stack) => {
        await stack.up();
        waits = false;
        await rejects(stack.up(), /no list today/);
        // What the README warns of. Once this fails, Pulumi has mended it.
        deepEqual(chime.suspended(), []);
      });
    });
  });
});
