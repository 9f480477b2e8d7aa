import { type Answer, type Holder, NO_PARTICULARS, type Particular, type Question } from "../model/neighbours";
import type { UserKey } from "../model/userKey";
import type { Claims } from "./claims";
import type { Handovers } from "./handovers";
import { holdersIn } from "./holders";
import type { Turns } from "./turns";

/** What the resources of one kind and process know. */
interface Known {
  readonly claims: Claims;
  readonly handovers: Handovers;
  readonly turns: Turns;
}

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
      return NO_PARTICULARS;
    case "releases":
      return { ...NO_PARTICULARS, releases: handovers.releases.of(accountId) };
    case "holders":
      return { ...NO_PARTICULARS, holders: holdersOf(known, question) };
    case "taken":
      return { ...NO_PARTICULARS, taken: takenOf(known, names) };
    case "secured": {
      const secured = names.filter((userId) => handovers.isSecured(accountId, userId));
      const failed = names.filter((userId) => handovers.hasFailed(accountId, userId));
      const foundSo = names.filter((userId) => handovers.hasFoundSo(accountId, userId));
      return { ...NO_PARTICULARS, secured, failed, foundSo };
    }
    case "notes":
      return { ...NO_PARTICULARS, notes: names.flatMap((urn) => handovers.notesFor(urn, accountId)) };
  }
}
