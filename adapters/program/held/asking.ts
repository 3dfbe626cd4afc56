/** Asks a program for answers before the first run, one by one, and gives out handles. */
import {
  bootRequest,
  withDraws,
  type BootRequest,
  type HeldAnswer,
  type HeldRequest,
} from '../../held-messages.ts';
import type { Timing } from '../../../simulator/target.ts';
import { withField } from '../batch.ts';
import type { Hello } from '../protocol.ts';
import type { Asked } from './handles.ts';
import { checkCopied, heldAnswerIn } from './held-answer.ts';

const NODES = 3;
/** A pace like any other, for programs that have none of their own. */
const TIMING: Timing = {
  electionTimeoutMinMs: 150,
  electionTimeoutMaxMs: 300,
  heartbeatMs: 50,
};

export function bootOf(self: number, { timing = TIMING }: Hello): BootRequest {
  return bootRequest({ self, nodes: NODES, timing }, null, undefined);
}

export class Asking {
  readonly #connection: Asked;
  readonly #draws: readonly string[];
  readonly #handles: number[] = [];

  constructor({ draws = [] }: Hello, connection: Asked) {
    this.#connection = connection;
    this.#draws = draws;
  }

  newHandle(): number {
    const handle = this.#connection.newHandle();
    this.#handles.push(handle);
    return handle;
  }

  answer(handle: number, request: HeldRequest): HeldAnswer {
    const line = withField(JSON.stringify(withDraws(request, this.#draws)), `"handle":${handle}`);
    return heldAnswerIn(this.#connection.askAll([line], 1)[0], handle);
  }

  copyOf(handle: number): number {
    const copy = this.newHandle();
    const line = `{"kind":"fork","handle":${handle},"copy":${copy}}`;
    checkCopied(this.#connection.askAll([line], 1)[0], handle);
    return copy;
  }

  forget(handle: number): void {
    this.#connection.tell(`{"kind":"forget","handle":${handle}}`);
  }

  forgetAll(): void {
    for (const handle of this.#handles.splice(0)) this.forget(handle);
  }
}
