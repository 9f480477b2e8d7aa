import type { Holding } from "../model/holding";
import {
  type Answer,
  type Holder,
  NO_PARTICULARS,
  type Particular,
  type Question,
  type Taken,
} from "../model/neighbours";
import type { UserKey } from "../model/userKey";
import { isProtected } from "../plan/planRequest";
import type { KindRules } from "../plan/rules";
import type { Claims } from "./claims";
import type { Declaration } from "./declaration";
import type { Handovers } from "./handovers";
import { holdersIn, type Standing } from "./holders";
import type { Turns } from "./turns";

/** What the resources of one kind and process know. */
interface Known {
  readonly claims: Claims;
  readonly handovers: Handovers;
  readonly turns: Turns;
}

function takenOf({ handovers, turns }: Known, userIds: readonly UserKey[]): Taken[] {
  const asked = new Set<string>(userIds);
  const told = userIds.flatMap((userId) => {
    const before = handovers.beforeTaken(userId);
    return before === undefined ? [] : [{ userId, before }];
  });
  return [...told, ...turns.knownBefore().filter(({ userId }) => asked.has(userId))];
}

/** Who of users whom a resource has made so was taken over by a resource that knows more than that. */
export function takenOver(
  answers: readonly Pick<Answer, "taken">[],
  held: readonly Pick<Holding, "userId" | "value">[],
): ReadonlySet<UserKey> {
  const made = new Map<UserKey, string>(held.map(({ userId, value }) => [userId, value]));
  const isMore = ({ userId, before }: Taken): boolean => before !== made.get(userId);
  return new Set(answers.flatMap(({ taken }) => taken.filter(isMore).map(({ userId }) => userId)));
}

/** What leaving gives somebody: nothing to whom the resource protects. */
function givenBy(
  rules: KindRules,
  { onRemoval, protectedUsers }: Pick<Declaration, "onRemoval" | "protectedUsers">,
  ...[key, holding]: Parameters<Standing["gives"]>
): string | undefined {
  const isHeld = rules.protectsLeaving && isProtected({ protectedUsers }, [key, holding.userId, holding.email]);
  return isHeld ? undefined : rules.targetOnRemoval(holding, onRemoval);
}

function holdersOf({ claims, handovers, turns }: Known, { accountId, names, isPreview = false }: Question): Holder[] {
  const asked = new Set(names);
  return handovers.keepersOn(accountId).flatMap((keeper) => {
    const { urn = "" } = keeper;
    const claim = claims.claimOf(urn, accountId);
    const { declaration } = keeper.state;
    // Of a resource that gets another account its present word counts on the first one, too.
    const onRemoval = claims.removalOf(urn) ?? declaration?.onRemoval ?? "restore";
    const { protectedUsers = new Set<UserKey>() } = claim ?? {};
    return holdersIn(keeper, asked, {
      desired: claim?.users,
      onRemoval,
      isLettingGo: turns.isLettingGo(urn, isPreview),
      gives: (...of) => givenBy(handovers.rules, { onRemoval, protectedUsers }, ...of),
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
      const foundSo = names.flatMap((userId): [UserKey, string][] => {
        const value = handovers.foundSo(accountId, userId);
        return value === undefined ? [] : [[userId, value]];
      });
      return { ...NO_PARTICULARS, secured, failed, foundSo };
    }
    case "notes":
      return { ...NO_PARTICULARS, notes: names.flatMap((urn) => handovers.notesFor(urn, accountId)) };
  }
}
