import { declaredOf, EVERYBODY } from "../../property/moveStory";
import { ACCOUNT_ID, idOf, spell } from "../../property/people";
import type { Declared, KindName } from "../../property/program";
import { type EngineStep, type EngineStory, type Front, typeOf } from "./drawnStory";

/** Somebody whom no set lists: the one that a resource suspends which fails. */
export const SPARE: string = idOf(EVERYBODY);

/** What fails where a set waits for something that does. */
const FAILING = "failing";

/** What else a run for some sets is for: what they may hang on. */
export const BESIDE: readonly string[] = ["one", "two", FAILING];

/** One set as a program of any language declares it. */
interface Set {
  readonly name: string;
  readonly props: object;
  readonly provider: string;
  readonly waitsFor: readonly string[];
  readonly alias: string | undefined;
  readonly deleteFirst: boolean;
  /** Whether it is declared only once the first set is done. */
  readonly isLate: boolean;
}

function propsOf({ kind, listing }: Declared): object {
  const users = listing.map(([name]) => spell(name));
  return kind === "UserSuspensionSet"
    ? { accountId: ACCOUNT_ID, users }
    : { accountId: ACCOUNT_ID, licenses: Object.fromEntries(listing.map(([name, value]) => [spell(name), value])) };
}

/** What a set waits for: the resource that fails, or the set that comes first. */
function waitedForBy({ program: { sets, late }, fails }: EngineStep, place: number): string[] {
  const isWaiting = fails !== null && !fails.isReached && fails.place === place;
  const first = isLast(sets, place) && late === "after" ? sets[0] : undefined;
  return [...(isWaiting ? [FAILING] : []), ...(first ? [first.name] : [])];
}

/** Whether a set is the last one of several. */
function isLast(sets: readonly unknown[], place: number): boolean {
  return place > 0 && place === sets.length - 1;
}

function setsOf(kind: KindName, step: EngineStep): Set[] {
  const { program, aliases, deleteFirst, replace } = step;
  const declared = declaredOf(kind, program);
  return program.sets.flatMap(({ name, provider }, place): Set[] => {
    const one = declared[place];
    if (one === undefined) return [];
    const set = {
      name,
      props: propsOf(one),
      provider: provider === 1 ? "two" : "one",
      waitsFor: waitedForBy(step, place),
      alias: aliases[name],
      deleteFirst: deleteFirst && replace === place,
      isLate: isLast(program.sets, place) && program.late === "meanwhile",
    };
    return [set];
  });
}

const SPARED = { accountId: ACCOUNT_ID, users: [SPARE] };

function needsFailing({ fails }: EngineStep): boolean {
  return fails !== null && !fails.isReached;
}

function writeYaml(kind: KindName, step: EngineStep): string {
  const provider = "{type: pulumi:providers:chime}";
  const failing = { type: "chime:UserSuspensionSet", properties: SPARED };
  const sets = setsOf(kind, step).map(({ name, props, provider: of, waitsFor, alias, deleteFirst }) => {
    const options = {
      provider: `\${${of}}`,
      dependsOn: waitsFor.map((one) => `\${${one}}`),
      aliases: alias === undefined ? [] : [`urn:pulumi:dev::people::${typeOf(kind, "yaml")}::${alias}`],
      deleteBeforeReplace: deleteFirst,
    };
    return `  ${name}: ${JSON.stringify({ type: `chime:${kind}`, properties: props, options })}`;
  });
  const waitedFor = needsFailing(step) ? [`  ${FAILING}: ${JSON.stringify(failing)}`] : [];
  return ["resources:", `  one: ${provider}`, `  two: ${provider}`, ...waitedFor, ...sets, ""].join("\n");
}

function writeNode(kind: KindName, step: EngineStep, front: Front): string {
  const sets = setsOf(kind, step);
  const made = sets.map(({ name, props, provider, waitsFor, alias, deleteFirst, isLate }) => {
    const dependsOn = `[${waitsFor.map((one) => `made.${one}`)}]`;
    const aliases = JSON.stringify(alias === undefined ? [] : [{ name: alias }]);
    const options = `{ provider: ${provider}, dependsOn: ${dependsOn}, aliases: ${aliases}, deleteBeforeReplace: ${deleteFirst} }`;
    const text = `made.${name} = new ${kind}("${name}", ${JSON.stringify(props)}, ${options});`;
    return isLate ? `made.${sets[0]?.name}.urn.apply(() => { ${text} });` : text;
  });
  const failing = `made.${FAILING} = new UserSuspensionSet("${FAILING}", ${JSON.stringify(SPARED)});`;
  return [
    `const { Provider, UserSuspensionSet, UserLicenseAssignment } = require("pulumi-chime-users${front === "native" ? "/native" : ""}");`,
    'const one = new Provider("one", {}), two = new Provider("two", {}), made = {};',
    ...(needsFailing(step) ? [failing] : []),
    ...made,
    "",
  ].join("\n");
}

/** The program of a step, in the language of the story. */
export function writeProgram({ kind, front }: EngineStory, step: EngineStep): string {
  return front === "yaml" ? writeYaml(kind, step) : writeNode(kind, step, front);
}
