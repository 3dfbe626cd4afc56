/**
 * A target whose every step is written on the board, so that the main thread can say where it
 * stands still. What would harm the thread itself is an error of the step that did it.
 */
import type { Input, Target, TermData, Transition } from '../../simulator/target.ts';
import { announceRuns } from '../../search/running/run-under-way.ts';
import type { WireMeaning } from '../../trace/meaning.ts';
import { takeTrespass, Trespass } from './guarded-process.ts';
import { areIntact, mended } from './intact-globals.ts';
import type { StepBoard } from './step-board.ts';

/** What the world holds of a node. Its JSON, by which searches know it, lacks the node. */
class Seen<State> {
  readonly state: State;
  readonly #node: number;

  constructor(state: State, node: number) {
    this.state = state;
    this.#node = node;
  }

  get node(): number {
    return this.#node;
  }
}

export function watchedTarget<State>(target: Target<State>, board: StepBoard): Target {
  let latest = 0;
  const { renumberTerms, ...rest } = target;
  const watched: Target<Seen<State>> = {
    ...rest,
    boot(identity, durable, circumstances) {
      const { self, nodes } = identity;
      latest = self;
      board.enterBoot(self, nodes);
      return next(
        null,
        self,
        leaving(board, () => target.boot(identity, durable, circumstances)),
      );
    },
    step(before, input, localTimeMs) {
      latest = before.node;
      board.enterStep(latest, input, localTimeMs);
      return next(before, latest, stepped(target, board, before.state, input, localTimeMs));
    },
    // Looked at within each step already, by what checks its answers: here it is only handed out.
    view: ({ state }) => target.view(state),
    viewDurable(record) {
      board.enter('viewDurable', 0);
      return leaving(board, () => target.viewDurable(record));
    },
    classify(message) {
      // A message is classified while its sender's step is performed.
      board.enter('classify', latest);
      return classified(target, board, message);
    },
  };
  const seen: Target<Seen<State>> =
    renumberTerms === undefined
      ? watched
      : { ...watched, renumberTerms: (data, renumber) => renumbered(target, data, renumber) };
  announceRuns(seen, board.run);
  return seen;
}

/** As `leaving`, without a function made for every step. */
function stepped<State>(
  target: Target<State>,
  board: StepBoard,
  before: State,
  input: Input,
  localTimeMs: number | null,
): Transition<State> {
  let transition: Transition<State>;
  try {
    transition = target.step(before, input, localTimeMs);
  } catch (error) {
    board.leave();
    throw causeOf(error);
  }
  board.leave();
  checkHarmless();
  return transition;
}

/** The same for a message, of which there are as many as steps. */
function classified<State>(target: Target<State>, board: StepBoard, message: unknown): WireMeaning {
  let meaning: WireMeaning;
  try {
    meaning = target.classify(message);
  } catch (error) {
    board.leave();
    throw causeOf(error);
  }
  board.leave();
  checkHarmless();
  return meaning;
}

function leaving<Result>(board: StepBoard, ask: () => Result): Result {
  let result: Result;
  try {
    result = ask();
  } catch (error) {
    board.leave();
    throw causeOf(error);
  }
  board.leave();
  checkHarmless();
  return result;
}

function next<State>(
  before: Seen<State> | null,
  node: number,
  { state, effects }: Transition<State>,
): Transition<Seen<State>> {
  const isSame = before !== null && before.state === state;
  return { state: isSame ? before : new Seen(state, node), effects };
}

/** It may have caught the error that it was given. */
function checkHarmless(): void {
  if (!areIntact()) throw causeOf(null);
  const trespass = takeTrespass();
  if (trespass !== null) throw trespass;
}

/** Globals that were replaced explain an error better than what was thrown because of it. */
function causeOf(error: unknown): unknown {
  const names = mended();
  const trespass = takeTrespass();
  if (names !== null) return new Trespass(`it replaced ${names}, which all code here needs`);
  return trespass ?? error;
}

/** What has no step of its own to be watched: the target's own data in other terms. */
function renumbered<State>(
  target: Target<State>,
  data: TermData<Seen<State>>,
  renumber: (term: number) => number,
): unknown {
  if (data.kind !== 'state') return target.renumberTerms?.(data, renumber);
  const { state, node } = data.state;
  const other = target.renumberTerms?.({ kind: 'state', state }, renumber) as State;
  return new Seen(other, node);
}
