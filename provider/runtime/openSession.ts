import { findSettingsFaults } from "../chime/configuration/settings";
import type { Foreseen } from "../lifecycle/foreseen";
import type { Report } from "../lifecycle/report";
import { Session } from "../lifecycle/session";
import { openRunFiles } from "../model/runFiles";
import { findMaxNamesFaults, readMaxNames } from "./maxNames";
import { findNoticeDaysFaults, readNoticeDays } from "./noticeDays";
import { createRunMoment } from "./runMoment";
import { openNeighbours } from "./runNeighbours";
import { createRunRegister } from "./runRegister";
import {
  findAsOfFaults,
  findUnreadableFaults,
  type HostConfig,
  readAsOf,
  readSettings,
  readUnreadable,
} from "./settings";
import { findUnknownSettings } from "./unknownSettings";

/** What the session of a process is opened with. */
export interface Opening {
  /** Where the engine listens: the processes of a run have it in common. */
  readonly engineAddress: string | undefined;
  readonly report: Report;
  /** What the preview of the run has found out; not told: nothing. */
  readonly foreseen?: Foreseen;
  /** The provider's settings, once they are there. */
  config(): Promise<HostConfig>;
}

/** The session of a process that the engine has started, whatever the front: settings of `chime:`, of the environment, of the run. */
export function openSession({ engineAddress, report, foreseen, config }: Opening): Session {
  const maxNames = readMaxNames(process.env);
  const noticeDays = readNoticeDays(process.env);
  return new Session({
    report,
    runRegister: createRunRegister(engineAddress),
    neighbours: openNeighbours(openRunFiles("port", engineAddress), openRunFiles("keep", engineAddress)),
    agreeOnMoment: createRunMoment(engineAddress),
    ...(foreseen === undefined ? {} : { foreseen }),
    ...(maxNames === undefined ? {} : { maxNames }),
    ...(noticeDays === undefined ? {} : { noticeDays }),
    async findFaults() {
      const settled = await config();
      return [
        ...findUnknownSettings(settled),
        ...findSettingsFaults(readSettings(settled).settings),
        ...findUnreadableFaults(settled),
        ...findAsOfFaults(settled),
        ...findMaxNamesFaults(process.env),
        ...findNoticeDaysFaults(process.env),
      ];
    },
    async unreadable() {
      return readUnreadable(await config());
    },
    async asOf() {
      return readAsOf(await config());
    },
    async openClient(tell) {
      const { settings, unknown } = readSettings(await config());
      if (unknown.length > 0) throw new Error(`Not known before pulumi up: ${unknown.join(", ")}.`);
      const { createClient } = await import("../chime/client.js");
      return createClient(settings, undefined, { tell });
    },
  });
}
