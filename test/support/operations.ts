import { adopt } from "../../provider/lifecycle/adopt";
import type { Kind } from "../../provider/lifecycle/kind";
import type { Session } from "../../provider/lifecycle/session";
import { encodeInputs, encodeState } from "../../provider/lifecycle/state";
import { DynamicFront, type DynamicProcess, openProcess } from "../../provider/runtime/dynamic/dynamicFront";

/*
 * The operations of a dynamic resource in this process, props in and props out, as the provider host has them done. What
 * is asked of one session is asked of one provider process.
 */

type Props = Record<string, unknown>;

const processes = new WeakMap<Session, DynamicProcess>();

function frontOf(kind: Kind, session: Session): DynamicFront {
  const process = processes.get(session) ?? openProcess(session);
  processes.set(session, process);
  return new DynamicFront(kind, process);
}

export const check = (kind: Kind, session: Session, olds: Props, news: Props): ReturnType<DynamicFront["check"]> =>
  frontOf(kind, session).check(olds, news);

export const diff = (
  kind: Kind,
  session: Session,
  outs: Props,
  inputs: Props,
  id = "",
): ReturnType<DynamicFront["diff"]> => frontOf(kind, session).diff(id, outs, inputs);

export const create = (kind: Kind, session: Session, inputs: Props): ReturnType<DynamicFront["create"]> =>
  frontOf(kind, session).create(inputs);

export const update = (kind: Kind, session: Session, outs: Props, inputs: Props): ReturnType<DynamicFront["update"]> =>
  frontOf(kind, session).update(outs, inputs);

export const read = (kind: Kind, session: Session, id: string, outs: Props): ReturnType<DynamicFront["read"]> =>
  frontOf(kind, session).read(id, outs);

export const deleteResource = (kind: Kind, session: Session, outs: Props): Promise<void> =>
  frontOf(kind, session).delete(outs);

/** What `pulumi import` is given of a resource that is adopted. */
export async function adopted(
  kind: Kind,
  session: Session,
  args: Props,
): Promise<{ id: string; inputs: Props; outs: Props }> {
  const { id, declaration, state } = await adopt(kind, session, args);
  return { id, inputs: encodeInputs(kind, declaration), outs: encodeState(kind, state) };
}
