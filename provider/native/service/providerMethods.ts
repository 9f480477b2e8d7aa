import { isDeepStrictEqual } from "node:util";
import { type PluginAttach, PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import {
  CheckFailure,
  type CheckRequest,
  CheckResponse,
  type ConfigureRequest,
  ConfigureResponse,
  type DiffRequest,
  DiffResponse,
  GetSchemaResponse,
  type ProviderHandshakeRequest,
  ProviderHandshakeResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { InputError } from "../../errors/inputError";
import { packageVersion } from "../../model/packageVersion";
import { readProps } from "../wire/readProps";
import { configOf, findConfigFaults, projectOf } from "./configuration";
import type { ProviderProcess } from "./providerProcess";

function failureOf({ message }: InputError): CheckFailure {
  const failure = new CheckFailure();
  failure.setReason(message);
  return failure;
}

/** What the engine asks of the provider itself. */
export class ProviderMethods {
  readonly #process: ProviderProcess;
  readonly #schema: () => string;

  /** `schema` gives the package's schema as JSON. */
  constructor(process: ProviderProcess, schema: () => string) {
    this.#process = process;
    this.#schema = schema;
  }

  handshake(request: ProviderHandshakeRequest): ProviderHandshakeResponse {
    this.#process.greet(request.getEngineAddress(), request.getSupportsViews());
    const response = new ProviderHandshakeResponse();
    response.setAcceptSecrets(true);
    return response;
  }

  attach(request: PluginAttach): Empty {
    this.#process.greet(request.getAddress());
    return new Empty();
  }

  getPluginInfo(): PluginInfo {
    const info = new PluginInfo();
    info.setVersion(packageVersion());
    return info;
  }

  getSchema(): GetSchemaResponse {
    const response = new GetSchemaResponse();
    response.setSchema(this.#schema());
    return response;
  }

  /** The settings go back as they came, so that those that are secret stay so. */
  checkConfig(request: CheckRequest): CheckResponse {
    const config = configOf(readProps(request.getNews()), projectOf(request.getUrn()));
    const response = new CheckResponse();
    response.setInputs(request.getNews());
    response.setFailuresList(findConfigFaults(config).map(failureOf));
    return response;
  }

  /**
   * Other settings are never another provider: its resources would all be replaced with it. They are another process: the engine
   * configures this one, without waiting for that, and ends the one that has the settings so far.
   */
  async diffConfig(request: DiffRequest): Promise<DiffResponse> {
    const [old, now] = [request.getOldInputs(), request.getNews()].map((props) => readProps(props).props);
    const same = isDeepStrictEqual(old, now);
    if (!same) await this.#process.succeed();
    const response = new DiffResponse();
    response.setChanges(same ? DiffResponse.DiffChanges.DIFF_NONE : DiffResponse.DiffChanges.DIFF_SOME);
    return response;
  }

  configure(request: ConfigureRequest): ConfigureResponse {
    this.#process.configure(configOf(readProps(request.getArgs()), projectOf(request.getUrn() ?? "")));
    const response = new ConfigureResponse();
    response.setAcceptsecrets(true);
    response.setSupportspreview(true);
    return response;
  }

  cancel(): Empty {
    this.#process.cancel();
    return new Empty();
  }
}
