import type { Report } from "../../lifecycle/report";
import type { HostConfig } from "../settings";

const TEXT =
  "chime:detectDrift counts for resources of the native provider alone. Dynamic resources, as this program has, see drift with pulumi preview --refresh, or by options: refresh: always in Pulumi.yaml.";

/** Says, once a process, that a setting of the other front does nothing here. */
export class DetectDriftTeller {
  readonly #report: Pick<Report, "warn">;
  #isTold = false;

  constructor(report: Pick<Report, "warn">) {
    this.#report = report;
  }

  tell(config: HostConfig): void {
    const value = config.get("chime:detectDrift");
    if (this.#isTold || (value !== true && value !== "true")) return;
    this.#isTold = true;
    this.#report.warn(TEXT);
  }
}
