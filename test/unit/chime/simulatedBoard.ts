import type { Notice, NoticeBoard } from "../../../provider/chime/pace/neighbors";

/** A notice board without files, for processes that are simulated. */
export class SimulatedBoards {
  readonly #notices = new Map<NoticeBoard, { readonly notice: Notice; readonly at: number }>();

  /** The board as one process sees it; `now` tells the time in milliseconds. */
  open(now: () => number): NoticeBoard {
    const board: NoticeBoard = {
      exchange: (notice) => {
        this.#notices.set(board, { notice, at: now() });
        const others = [...this.#notices].filter(([owner]) => owner !== board);
        return others.map(([, other]) => ({ ...other.notice, ageMs: now() - other.at }));
      },
      close: () => {
        this.#notices.delete(board);
      },
    };
    return board;
  }
}
