/**
 * Whether a program that says it can copy its nodes does: asked before the first run, since a copy
 * that shares its state with the original makes runs that no cluster could have.
 *
 * A short election is played with nodes that are never copied. Then it is played again, with a copy
 * of the node before each of its steps: the copy takes that step, the original takes it and goes
 * on, and in the end each copy takes the step after. Whoever shares anything answers differently.
 */
import { compareAnswers } from '../../asked-twice.ts';
import {
  requestName,
  stepRequest,
  type HeldAnswer,
  type HeldRequest,
} from '../../held-messages.ts';
import { completed } from '../../../simulator/capabilities.ts';
import { AnsweredDifferently, type Effect, type Input } from '../../../simulator/target.ts';
import { ProgramFault, type Hello } from '../protocol.ts';
import type { Asked } from './handles.ts';
import { comparedIn } from './held-answer.ts';
import { Asking, bootOf } from './asking.ts';

/** Those that take part. The third says nothing, and is not missed. */
const PLAYERS: readonly number[] = [1, 2];
/** An election, a proposal and its replication, with one round more before each. */
const MAX_STEPS = 16;

/** What a node was asked, and what it answered. */
interface Played {
  readonly node: number;
  readonly request: HeldRequest;
  readonly answer: HeldAnswer;
}

/** Throws a {@link ProgramFault} of one line if it makes no copies, or none that are its own. */
export function probeCopies(hello: Hello, connection: Asked): void {
  const asking = new Asking(hello, connection);
  const played = playElection(hello, asking);
  // Who answers differently without any copy is found out by the first run.
  if (played.length === 0 || !isRepeatable(played, asking)) return connection.close();
  try {
    playWithCopies(played, asking);
  } catch (error) {
    connection.close();
    if (error instanceof AnsweredDifferently) throw new ProgramFault(differenceIn(error));
    if (!(error instanceof ProgramFault)) throw error;
    throw new ProgramFault(`it says "fork": true, but when copied: ${error.message}`);
  }
  asking.forgetAll();
}

function differenceIn({ request, path, answers: [first, second] }: AnsweredDifferently): string {
  return (
    `a node that was copied, or its copy, answers ${request} differently: ${path} is ${first}, ` +
    `then ${second}. Copy all of a node, and let the two share nothing, or leave out "fork"`
  );
}

/** As far as the program goes along: what is wrong without a copy is for a run to find. */
function playElection(hello: Hello, asking: Asking): readonly Played[] {
  const played: Played[] = [];
  const next = new NextInputs(hello);
  const handles = handlesOf(asking);
  const play = (node: number, request: HeldRequest): void => {
    const answer = asking.answer(handles.get(node) ?? 0, request);
    played.push({ node, request, answer });
    next.hear(node, answer);
  };
  try {
    for (const self of PLAYERS) {
      play(self, bootOf(self, hello));
    }
    while (played.length < MAX_STEPS) {
      const step = next.take();
      if (step === undefined) break;
      play(step.node, stepRequest(step.input, null));
    }
  } catch (error) {
    if (!(error instanceof ProgramFault)) throw error;
  }
  return played;
}

function handlesOf(asking: Asking): ReadonlyMap<number, number> {
  return new Map(PLAYERS.map((node) => [node, asking.newHandle()]));
}

/** What the two nodes may be told next: what was sent, then a proposal, then a timer. */
class NextInputs {
  readonly #messages: { readonly node: number; readonly input: Input }[] = [];
  readonly #timers = new Set<string>();
  readonly #proposes: boolean;
  #leads = false;
  #proposals = 0;

  constructor({ capabilities }: Hello) {
    this.#proposes = completed(capabilities).proposals;
  }

  hear(node: number, { view, effects }: HeldAnswer): void {
    if (node === 1 && view?.role !== undefined) this.#leads = view.role === 'leader';
    for (const effect of effects as readonly (Partial<Effect> | null)[]) {
      if (effect?.kind === 'send' && PLAYERS.includes(effect.to ?? 0)) {
        const { to = 0, message } = effect;
        this.#messages.push({ node: to, input: { kind: 'received', from: node, message } });
      }
      if (node !== 1) continue;
      if (effect?.kind === 'setTimer') this.#timers.add(String(effect.timer));
      if (effect?.kind === 'clearTimer') this.#timers.delete(String(effect.timer));
    }
  }

  take(): { readonly node: number; readonly input: Input } | undefined {
    const message = this.#messages.shift();
    if (message !== undefined) return message;
    if (this.#leads && this.#proposes) {
      this.#leads = false;
      this.#proposals += 1;
      return { node: 1, input: { kind: 'proposed', command: `c${this.#proposals}` } };
    }
    const [timer] = this.#timers;
    if (timer === undefined) return undefined;
    this.#timers.delete(timer);
    return { node: 1, input: { kind: 'timerFired', timer, luck: 0 } };
  }
}

function isRepeatable(played: readonly Played[], asking: Asking): boolean {
  const handles = handlesOf(asking);
  try {
    for (const step of played)
      compare(step, asking.answer(handles.get(step.node) ?? 0, step.request));
    return true;
  } catch (error) {
    if (error instanceof ProgramFault || error instanceof AnsweredDifferently) return false;
    throw error;
  }
}

function playWithCopies(played: readonly Played[], asking: Asking): void {
  const handles = handlesOf(asking);
  const copies: { readonly copy: number; readonly next: number }[] = [];
  played.forEach((step, index) => {
    const handle = handles.get(step.node) ?? 0;
    if (index >= PLAYERS.length) {
      const copy = asking.copyOf(handle);
      compare(step, asking.answer(copy, step.request));
      const next = played.findIndex(({ node }, later) => later > index && node === step.node);
      if (next !== -1) copies.push({ copy, next });
    }
    compare(step, asking.answer(handle, step.request));
  });
  for (const { copy, next } of copies) {
    const step = played[next];
    if (step !== undefined) compare(step, asking.answer(copy, step.request));
  }
}

/** Throws AnsweredDifferently. */
function compare({ request, answer }: Played, again: HeldAnswer): void {
  compareAnswers(requestName(request), comparedIn(answer), comparedIn(again));
}
