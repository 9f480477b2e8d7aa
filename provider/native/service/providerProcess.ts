import { findKind } from "../../lifecycle/kinds";
import { typeInUrn } from "../../model/urn";
import { createEngineReport } from "../../runtime/engineReport";
import { createForeseen } from "../../runtime/foreseenMoves";
import { openSession } from "../../runtime/openSession";
import { readSecretSettings } from "../../runtime/secretSettings";
import type { HostConfig } from "../../runtime/settings";
import { createToldRegister, withoutRepeats } from "../../runtime/toldRegister";
import { NativeFront } from "../front/nativeFront";
import { type NativeProcess, openProcess } from "../front/nativeProcess";
import { readDetectDrift } from "./detectDrift";
import { connectToEngine } from "./engineLog";
import { messageOf } from "./unary";

/** What one process knows: the engine starts one for each provider instance and operation. */
export class ProviderProcess {
  readonly #cancelled = new AbortController();
  #engineAddress: string | undefined;
  #supportsViews = false;
  #config: HostConfig = { get: () => undefined };
  #process: NativeProcess | undefined;

  constructor(engineAddress: string | undefined) {
    this.#engineAddress = engineAddress;
  }

  /** Takes what the engine says of itself, before anything else. */
  greet(engineAddress: string, supportsViews: boolean = this.#supportsViews): void {
    this.#supportsViews = supportsViews;
    if (engineAddress !== "") this.#engineAddress = engineAddress;
  }

  configure(config: HostConfig): void {
    this.#config = config;
    this.#process?.session.secrets.add(readSecretSettings(config));
  }

  /** Resolves once the process that this one takes the place of can find it, and leave here what it has seen. */
  async succeed(): Promise<void> {
    await this.#opened().session.listen();
  }

  /** Nothing new is sent from here on. */
  cancel(): void {
    this.#cancelled.abort(new Error("Cancelled"));
  }

  /** Leaves with the others of the run what only this process knows. */
  async leave(): Promise<void> {
    await this.#process?.session.leave();
  }

  /** Whether the engine fails a run for the failing step of a view. */
  get supportsViews(): boolean {
    return this.#supportsViews;
  }

  mask(text: string): string {
    return this.#process?.session.secrets.mask(text) ?? text;
  }

  /** Resolves once all that was said has arrived. */
  async flush(): Promise<void> {
    await this.#process?.session.report.flush();
  }

  /** The operations of the resource of a URN. */
  front(urn: string): NativeFront {
    const type = typeInUrn(urn);
    const kind = findKind(type.replace(/^chime:index:/, ""));
    if (!kind) throw new Error(`pulumi-chime-users has no resource ${type}. Update the plugin.`);
    return new NativeFront(kind, this.#opened());
  }

  #opened(): NativeProcess {
    this.#process ??= this.#open();
    return this.#process;
  }

  #open(): NativeProcess {
    const engineAddress = this.#engineAddress;
    // As newer versions of the CLI tell preview and update of one run that they belong together.
    const told = createToldRegister(process.env["PULUMI_LOG_OTLP_ENDPOINT"]);
    const engine = createEngineReport(engineAddress, connectToEngine);
    const report = withoutRepeats(engine, told);
    const session = openSession({
      engineAddress,
      report,
      foreseen: createForeseen(told),
      config: async () => this.#config,
    });
    session.secrets.add(readSecretSettings(this.#config));
    return openProcess(session, this.#cancelled.signal, {
      noteRun: (isPreview) => told.noteRun(isPreview),
      detectsDrift: () => readDetectDrift(this.#config),
      tellError: (error, urn) =>
        engine.error(
          messageOf(error, (text) => this.mask(text)),
          urn,
        ),
    });
  }
}
