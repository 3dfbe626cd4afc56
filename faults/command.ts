/** An action in a coat: what fast-check needs to run it as a command. It holds no state. */
import type fc from 'fast-check';
import type { World } from '../simulator/world.ts';
import type { Action } from './action.ts';
import { MAX_NODES } from '../simulator/contract.ts';
import { specOf } from './catalogue.ts';
import type { Model } from './model.ts';
import { mayPerform, performAction } from './perform.ts';

export class ActionCommand implements fc.Command<Model, World> {
  readonly action: Action;

  constructor(action: Action) {
    this.action = action;
  }

  check(model: Model): boolean {
    return mayPerform(model, this.action);
  }

  run(model: Model, world: World): void {
    if (performAction(world, model, this.action)) model.performed.push(this.action);
  }

  /** Names nodes as they were drawn: a command does not know the size of its cluster. */
  toString(): string {
    return specOf(this.action).describe(this.action, MAX_NODES);
  }
}
