/** One game, played through a thread that may have to be started anew. */
import {
  playInThread,
  type PlayAnswer,
  type PlayAnswers,
  type PlayCall,
  type PlayEvent,
  type PlayRequest,
} from '../threads/play-job.ts';
import { stoodStillText, type StoodStill } from '../threads/stood-still.ts';
import type { Commanded } from '../threads/thread.ts';

/** More steps of one position that stand still are not told apart. */
const MAX_STANDING = 8;

type Reply = Extract<PlayEvent, { readonly kind: 'answered' | 'failed' }>;

/** Answers calls one after the other; a step that stands still is a step of the game. */
export class PlaySession {
  readonly #request: Omit<PlayRequest, 'standing'>;
  readonly #standing: string[] = [];
  #thread: Commanded<unknown, PlayCall> | null = null;
  #ended: Promise<StoodStill | null> = Promise.resolve(null);
  #reply: (reply: Reply) => void = () => undefined;
  #asking: string | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(request: Omit<PlayRequest, 'standing'>) {
    this.#request = request;
  }

  /** Rejects with one line if it cannot be answered. */
  ask<Kind extends keyof PlayAnswers>(
    call: Extract<PlayCall, { readonly kind: Kind }>,
  ): Promise<PlayAnswers[Kind]> {
    const answer = this.#queue.then(() => this.#answer(call));
    this.#queue = answer.catch(() => undefined);
    return answer as Promise<PlayAnswers[Kind]>;
  }

  /** Ends the thread; what is under way is not answered. */
  close(): void {
    this.#thread?.stop();
  }

  async #answer(call: PlayCall): Promise<PlayAnswer> {
    for (let times = 0; ; times += 1) {
      const said = await this.#said(call);
      if (said.kind === 'answered') return said.answer;
      if (said.kind === 'failed') throw new Error(said.message);
      this.#thread = null;
      if (this.#asking === null || times === MAX_STANDING) throw new Error(stoodStillText(said));
      this.#standing.push(this.#asking);
    }
  }

  async #said(call: PlayCall): Promise<Reply | StoodStill> {
    const thread = this.#thread ?? this.#start();
    this.#asking = null;
    const reply = new Promise<Reply>((resolve) => {
      this.#reply = resolve;
    });
    thread.post(call);
    const said = await Promise.race([reply, this.#ended]);
    return said ?? { kind: 'failed', message: 'the game is over' };
  }

  #start(): Commanded<unknown, PlayCall> {
    const thread = playInThread({ ...this.#request, standing: this.#standing }, (event) => {
      if (event.kind === 'asking') this.#asking = event.request;
      else this.#reply(event);
    });
    this.#ended = thread.done.then((end) => (end.kind === 'stoodStill' ? end : null));
    // Whoever asks next hears of it.
    this.#ended.catch(() => {
      this.#thread = null;
    });
    this.#thread = thread;
    return thread;
  }
}
