/** Steps that were taken before they were asked for: until the next lot, and once each. */
import type { Input } from '../../../simulator/target.ts';
import type { Past } from './past.ts';

/** A step that is known beforehand, and where it leads. */
export interface StepAhead {
  readonly input: Input;
  readonly past: Past;
}

/** By what names an input: a message, which is the same object when it is asked for, or a text. */
type StepsFrom = Map<unknown, StepAhead[]>;

export class StepsAhead {
  #taken = new Map<Past, StepsFrom>();

  keep(steps: readonly StepAhead[]): void {
    this.#taken = new Map();
    for (const step of steps) {
      const { before, answer } = step.past;
      if (before === null || answer === null) continue;
      const own = this.#taken.get(before) ?? new Map<unknown, StepAhead[]>();
      this.#taken.set(before, own);
      const name = nameOf(step.input);
      const alike = own.get(name);
      if (alike === undefined) own.set(name, [step]);
      else alike.push(step);
    }
  }

  /** Where the same step has led to; undefined if it was not taken. */
  take(before: Past, input: Input): Past | undefined {
    const alike = this.#taken.get(before)?.get(nameOf(input));
    const index = alike?.findIndex((step) => isSame(step.input, input)) ?? -1;
    return index === -1 ? undefined : alike?.splice(index, 1)[0]?.past;
  }
}

function nameOf(input: Input): unknown {
  switch (input.kind) {
    case 'received':
      return input.message;
    case 'timerFired':
      return input.timer;
    case 'proposed':
      return input.command;
  }
}

/** Of inputs with one name. */
function isSame(one: Input, other: Input): boolean {
  if (one.kind === 'received') return other.kind === 'received' && one.from === other.from;
  if (one.kind === 'timerFired') return other.kind === 'timerFired' && one.luck === other.luck;
  return one.kind === other.kind;
}
