import type { Answer, Holder, Question } from "../model/neighbours";
import type { UserKey } from "../model/userKey";
import type { Claims } from "./claims";
import type { Handovers } from "./handovers";
import { holdersIn } from "./holders";
import type { Turns } from "./turns";

/** What a process tells where that very thing is asked. */
export type Particular = "releases" | "taken" | "secured" | "failed" | "foundSo" | "notes" | "holders";

/** What the resources of one kind and process know. */
interface Known {
  readonly claims: Claims;
  readonly handovers: Handovers;
  readonly turns: Turns;
}

const NOTHING: Pick<Answer, Particular> = {
  releases: [],
  taken: [],
  secured: [],
  failed: [],
  foundSo: [],
  notes: [],
  holders: [],
};

function takenOf({ handovers, turns }: Known, userIds: readonly UserKey[]): UserKey[] {
  const known = turns.knownBefore();
  return userIds.filter((userId) => handovers.isTaken(userId) || known.has(userId));
}

function holdersOf({ claims, handovers, turns }: Known, { accountId, names, isPreview = false }: Question): Holder[] {
  const asked = new Set(names);
  return handovers.keepersOn(accountId).flatMap((keeper) => {
    const { urn = "" } = keeper;
    const claim = claims.claimOf(urn, accountId);
    const onRemoval = claim?.onRemoval ?? keeper.state.declaration?.onRemoval ?? "restore";
    return holdersIn(keeper, asked, {
      desired: claim?.users,
      isLettingGo: turns.isLettingGo(urn, isPreview),
      gives: (holding) => handovers.rules.targetOnRemoval(holding, onRemoval),
    });
  });
}

/** What is worked out only where that very thing is asked. */
export function particularsOf(known: Known, question: Question): Pick<Answer, Particular> {
  const { accountId, names, wants } = question;
  const { handovers } = known;
  switch (wants) {
    case "offers":
    case "kept":
      return NOTHING;
    case "releases":
      return { ...NOTHING, releases: handovers.releases.of(accountId) };
    case "holders":
      return { ...NOTHING, holders: holdersOf(known, question) };
    case "taken":
      return { ...NOTHING, taken: takenOf(known, names) };
    case "secured": {
      const secured = names.filter((userId) => handovers.isSecured(accountId, userId));
      const failed = names.filter((userId) => handovers.hasFailed(accountId, userId));
      const foundSo = names.filter((userId) => handovers.hasFoundSo(accountId, userId));
      return { ...NOTHING, secured, failed, foundSo };
    }
    case "notes":
      return { ...NOTHING, notes: names.flatMap((urn) => handovers.notesFor(urn, accountId)) };
  }
}
