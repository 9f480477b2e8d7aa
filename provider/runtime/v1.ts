import { GuardError } from "../errors/guardError";
import { describeResource } from "../lifecycle/describeResource";
import type { Kind } from "../lifecycle/kind";
import { findKind } from "../lifecycle/kinds";
import type { InputFailure } from "../lifecycle/parseInputs";
import type { Session } from "../lifecycle/session";
import { HIDDEN } from "../model/hiddenArguments";
import { refuseOldNode } from "../model/nodeVersion";
import { DynamicFront, openProcess } from "./dynamic/dynamicFront";
import { connectToEngine } from "./dynamic/engineLog";
import { muteHostEcho, toHostError } from "./dynamic/hostError";
import { decodeIdentity } from "./dynamic/identity";
import { markSecret } from "./dynamic/markSecret";
import { Refusals } from "./dynamic/refusals";
import { DetectDriftTeller } from "./dynamic/tellDetectDrift";
import { TidyUp } from "./dynamic/tidyUp";
import { createEngineReport } from "./engineReport";
import { toHostFailure } from "./hostFailure";
import { endWithEngine, leaveWhenEnded } from "./leaveWhenEnded";
import { openSession } from "./openSession";
import { readSecretSettings } from "./secretSettings";
import type { HostConfig } from "./settings";
import { keepYoungSpaceSmall } from "./smallYoungSpace";
import { createToldRegister, withoutRepeats } from "./toldRegister";
import { fromWire, toWire } from "./unknowns";

/*
 * The front that Pulumi's dynamic provider host talks to. State files name this module and `open`, so both stay for
 * as long as somebody has such a state: a later front is a new module beside this one.
 */

type Props = Record<string, unknown>;

/** A dynamic provider as Pulumi's host calls it. */
export interface HostProvider {
  configure(request: { config: HostConfig }): Promise<void>;
  check(olds: Props, news: Props): Promise<{ inputs: Props; failures: { property: string; reason: string }[] }>;
  diff(id: string, olds: Props, news: Props): Promise<{ changes: boolean; replaces?: string[] }>;
  create(inputs: Props): Promise<{ id: string; outs: Props }>;
  read(id: string, props: Props): Promise<{ id: string; props?: Props; inputs?: Props }>;
  update(id: string, olds: Props, news: Props): Promise<{ outs: Props }>;
  delete(id: string, props: Props): Promise<void>;
}

let hostConfig: (config: HostConfig) => void;
/** The host may call a method before `configure` has returned: every method waits for this. */
const configured = new Promise<HostConfig>((resolve) => {
  hostConfig = resolve;
});

const engine = createEngineReport(process.argv[2], connectToEngine);
const told = createToldRegister(process.env["PULUMI_LOG_OTLP_ENDPOINT"]);

/** One session a process: the host starts one process for each provider instance and operation. */
const session: Session = openSession({
  engineAddress: process.argv[2],
  report: withoutRepeats(engine, told),
  config: () => configured,
});

leaveWhenEnded(() => session.leave());
keepYoungSpaceSmall();
endWithEngine(process.argv[2]);

const dynamicProcess = openProcess(session);
const refusals = new Refusals((text, urn) => engine.error(session.secrets.mask(text), urn));

const detectDrift = new DetectDriftTeller(session.report);

const tidyUp = new TidyUp();

/**
 * Runs one operation: waits for the configuration, delivers what was said, and makes errors fit for the host. `isLast`: whether the
 * engine asks for nothing more of the resource, going by the answer.
 */
async function run<T>(operation: () => Promise<T>, isLast: (answer: T) => boolean = () => true): Promise<T> {
  await configured;
  try {
    const answer = await tidyUp.during(operation);
    if (!isLast(answer)) tidyUp.moreFollows();
    return answer;
  } catch (error) {
    throw toHostError(error, (text) => session.secrets.mask(text));
  } finally {
    await session.report.flush();
  }
}

/** What the engine keeps beside ours, and the host puts back itself. */
function ownProps(props: Props): Props {
  const { __provider, ...own } = fromWire(props);
  return own;
}

/** Whether a state is that of another provider, taken over by an alias: the host finds nobody to refresh or delete it until it is written here. */
function isFromElsewhere(olds: Props): boolean {
  return fromWire(olds)["__provider"] === undefined;
}

/** What is wrong with the arguments of a resource, or stands against making it, as one message; none: nothing. */
function refusalOf(kind: Kind, urn: string | undefined, failures: readonly InputFailure[]): string[] {
  if (failures.length === 0) return [];
  const reasons = failures.map(({ reason }) => reason);
  return [new GuardError(describeResource(kind, urn), reasons).message];
}

function withSecretOuts<T extends { readonly outs: Props }>(result: T): T {
  return { ...result, outs: markSecret(result.outs) };
}

muteHostEcho();

/** Opens the provider of one of the resources. Named in state files: see above. */
export function open(resource: string): HostProvider {
  refuseOldNode(process.versions.node);
  const kind = findKind(resource);
  if (!kind) throw new Error(`pulumi-chime-users has no resource ${resource}. Update the package.`);
  const front = new DynamicFront(kind, dynamicProcess);
  return {
    async configure({ config }): Promise<void> {
      session.secrets.add(readSecretSettings(config));
      hostConfig(config);
    },
    check: (olds, news) =>
      run(
        async () => {
          const { urn } = decodeIdentity(news);
          refusals.noteRun(news);
          told.noteRun(news[HIDDEN.preview] === true);
          detectDrift.tell(await configured);
          const { inputs, failures } = await front.check(ownProps(olds), ownProps(news));
          const masked = failures.map(({ property, reason }) => ({ property, reason: session.secrets.mask(reason) }));
          const wrong = masked.map(toHostFailure);
          const isTold = refusals.take(urn, refusalOf(kind, urn, wrong));
          return { inputs: markSecret(toWire(inputs)), failures: isTold ? [] : wrong };
        },
        ({ failures }) => failures.length > 0,
      ),
    diff: (id, olds, news) =>
      run(
        async () => {
          const { urn } = decodeIdentity(news);
          if (refusals.has(urn)) return { changes: true };
          try {
            const difference = await front.diff(id, ownProps(olds), ownProps(news));
            return { ...difference, changes: difference.changes || isFromElsewhere(olds) };
          } catch (error) {
            if (GuardError.isInstance(error) && refusals.take(urn, [error.message])) return { changes: true };
            throw error;
          }
        },
        ({ changes }) => !changes,
      ),
    create: (inputs) => run(() => front.create(ownProps(inputs)).then(withSecretOuts)),
    read: (id, props) =>
      run(
        async () => {
          const { id: found, outs, inputs } = await front.read(id, ownProps(props));
          return {
            id: found,
            ...(outs ? { props: markSecret(outs) } : {}),
            ...(inputs ? { inputs: markSecret(inputs) } : {}),
          };
        },
        () => false,
      ),
    update: (_id, olds, news) => run(() => front.update(ownProps(olds), ownProps(news)).then(withSecretOuts)),
    delete: (_id, props) => run(() => front.delete(ownProps(props))),
  };
}
