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
  bootRequest,
  requestName,
  stepRequest,
  withDraws,
  type HeldAnswer,
  type HeldRequest,
} from '../../held-messages.ts';
import { completed } from '../../../simulator/capabilities.ts';
import {
  AnsweredDifferently,
  type Effect,
  type Input,
  type Timing,
} from '../../../simulator/target.ts';
import { withField } from '../batch.ts';
import { ProgramFault, type Hello } from '../protocol.ts';
import type { Asked } from './handles.ts';
import { checkCopied, comparedIn, heldAnswerIn } from './held-answer.ts';

const NODES = 3;
/** Those that take part. The third says nothing, and is not missed. */
const PLAYERS: readonly number[] = [1, 2];
/** An election, a proposal and its replication, with one round more before each. */
const MAX_STEPS = 16;
/** A pace like any other, for programs that have none of their own. */
const TIMING: Timing = {
  electionTimeoutMinMs: 150,
  electionTimeoutMaxMs: 300,
  heartbeatMs: 50,
};

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

/** Asks for answers, and gives out handles. */
class Asking {
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

  forgetAll(): void {
    for (const handle of this.#handles.splice(0)) {
      this.#connection.tell(`{"kind":"forget","handle":${handle}}`);
    }
  }
}

/** As far as the program goes along: what is wrong without a copy is for a run to find. */
function playElection(hello: Hello, asking: Asking): readonly Played[] {
  const { timing = TIMING } = hello;
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
      play(self, bootRequest({ self, nodes: NODES, timing }, null, undefined));
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
