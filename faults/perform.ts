/** The one interpreter of actions: commands, replays and shrinking all go through it. */
import type { World } from '../simulator/world.ts';
import type { Action } from './action.ts';
import { specOf } from './catalogue.ts';
import type { Model } from './model.ts';

/** Whether an action would change anything now. */
export function mayPerform(model: Model, action: Action): boolean {
  return !model.isOver && specOf(action).applies(model, action);
}

/** Performs an action where it applies. Returns whether it did; if not, nothing has happened. */
export function performAction(world: World, model: Model, action: Action): boolean {
  if (!mayPerform(model, action)) return false;
  model.onAction?.(action);
  specOf(action).perform(world, model, action);
  return true;
}
