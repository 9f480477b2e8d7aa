import {
  CheckFailure,
  type CheckRequest,
  CheckResponse,
  type CreateRequest,
  CreateResponse,
  type DeleteRequest,
  type DiffRequest,
  DiffResponse,
  PropertyDiff,
  type ReadRequest,
  ReadResponse,
  type UpdateRequest,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { detectsDriftIn } from "../../lifecycle/outputs/bookkeeping";
import type { InputFailure } from "../../lifecycle/parseInputs";
import { toHostFailure } from "../../runtime/hostFailure";
import type { Change } from "../front/detailedDiff";
import type { Reached, Sent, Stored } from "../front/exchange";
import type { Asked } from "../front/ignoredUsers";
import { readProps } from "../wire/readProps";
import { writeProps } from "../wire/writeProps";
import { failRun } from "./failingRun";
import { initFailed } from "./initFailed";
import type { ProviderProcess } from "./providerProcess";

const KINDS: Readonly<Record<Change, PropertyDiff.Kind>> = {
  add: PropertyDiff.Kind.ADD,
  delete: PropertyDiff.Kind.DELETE,
  update: PropertyDiff.Kind.UPDATE,
};

function write({ props, secretNames }: Sent): Struct {
  return writeProps(props, secretNames);
}

function storedIn(outputs: Struct | undefined, inputs: Struct | undefined): Stored {
  return { outputs: readProps(outputs), inputs: readProps(inputs) };
}

function askedBy(request: DiffRequest | UpdateRequest): Asked {
  return { ...readProps(request.getNews()), ignoreChanges: request.getIgnorechangesList() };
}

function placeOf(path: string, change: Change, replaces: readonly string[]): PropertyDiff {
  const diff = new PropertyDiff();
  diff.setKind(replaces.includes(path) ? PropertyDiff.Kind.UPDATE_REPLACE : KINDS[change]);
  diff.setInputdiff(true);
  return diff;
}

/** The operations on resources as the engine calls them: its messages in, its messages out. */
export class Methods {
  readonly #process: ProviderProcess;

  constructor(process: ProviderProcess) {
    this.#process = process;
  }

  async check(request: CheckRequest): Promise<CheckResponse> {
    const urn = request.getUrn();
    const news = readProps(request.getNews());
    const { inputs, failures } = await this.#process.front(urn).check(urn, readProps(request.getOlds()), news);
    const response = new CheckResponse();
    response.setInputs(write(inputs));
    response.setFailuresList(failures.map((failure) => this.#failureOf(failure)));
    return response;
  }

  #failureOf(failure: InputFailure): CheckFailure {
    const told = toHostFailure(failure);
    const written = new CheckFailure();
    written.setProperty(told.property);
    written.setReason(this.#process.mask(told.reason));
    return written;
  }

  async diff(request: DiffRequest): Promise<DiffResponse> {
    const urn = request.getUrn();
    const stored = storedIn(request.getOlds(), request.getOldInputs());
    const difference = await this.#process.front(urn).diff(urn, stored, askedBy(request));
    const { changes, replaces, places } = difference;
    const response = new DiffResponse();
    response.setChanges(changes ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE);
    response.setReplacesList([...replaces]);
    response.setDiffsList([...new Set([...places.keys()].map((path) => path.split("[")[0] ?? path))]);
    response.setHasdetaileddiff(true);
    for (const [path, change] of places) response.getDetaileddiffMap().set(path, placeOf(path, change, replaces));
    return response;
  }

  async create(request: CreateRequest): Promise<CreateResponse> {
    const urn = request.getUrn();
    const news = readProps(request.getProperties());
    const { id, ...reached } = await this.#process.front(urn).create(urn, news, request.getPreview());
    const response = new CreateResponse();
    response.setId(id);
    response.setProperties(write(reached));
    response.setRefreshBeforeUpdate(detectsDriftIn(reached.props));
    await this.#tellFailure(request, id, reached, news);
    return response;
  }

  async update(request: UpdateRequest): Promise<UpdateResponse> {
    const urn = request.getUrn();
    const stored = storedIn(request.getOlds(), request.getOldInputs());
    const news = askedBy(request);
    const reached = await this.#process.front(urn).update(urn, stored, news, request.getPreview());
    const response = new UpdateResponse();
    response.setProperties(write(reached));
    response.setRefreshBeforeUpdate(detectsDriftIn(reached.props));
    await this.#tellFailure(request, request.getId(), reached, news);
    return response;
  }

  async read(request: ReadRequest): Promise<ReadResponse> {
    const urn = request.getUrn();
    const stored = storedIn(request.getProperties(), request.getInputs());
    const found = await this.#process.front(urn).read(urn, request.getId(), stored);
    const response = new ReadResponse();
    if (found === undefined) return response;
    response.setId(found.id);
    response.setProperties(write(found.outputs));
    response.setInputs(write(found.inputs));
    response.setRefreshBeforeUpdate(detectsDriftIn(found.outputs.props));
    return response;
  }

  async delete(request: DeleteRequest): Promise<Empty> {
    const urn = request.getUrn();
    await this.#process.front(urn).delete(urn, storedIn(request.getProperties(), request.getOldInputs()));
    return new Empty();
  }

  /** Has the run fail where users could not be changed, in the way that the engine can take. */
  async #tellFailure(request: CreateRequest | UpdateRequest, id: string, reached: Reached, news: Sent): Promise<void> {
    const { failure: message } = reached;
    if (message === undefined) return;
    const [address, token] = [request.getResourceStatusAddress(), request.getResourceStatusToken()];
    if (!this.#process.supportsViews || token === "") {
      const detectsDrift = detectsDriftIn(reached.props);
      throw initFailed({ id, outputs: write(reached), inputs: write(news), detectsDrift, message });
    }
    await failRun({ address, token }, request.getUrn(), message);
  }
}
