/** The same action with another delay, share or duration: half of it to twice as much. */
import type { Action } from '../../faults/action.ts';
import { specOf } from '../../faults/catalogue.ts';
import type { Field } from '../../faults/field.ts';
import type { Dice } from './dice.ts';

const HALF = 50;
const TWICE = 200;

/** An action without a number stays as it is. */
export function variedAction(action: Action, dice: Dice): Action {
  const fields: readonly (readonly [string, Field])[] = Object.entries(specOf(action).fields);
  const numbers = fields.flatMap(([name, field]) => {
    return field.kind === 'wholeNumber' ? [{ name, ...field }] : [];
  });
  const number = dice.oneOf(numbers);
  if (number === undefined) return action;
  const { name, min, max } = number;
  const value = Object.entries(action).find(([key]) => key === name)?.[1] as number;
  const varied = Math.round((value * dice.between(HALF, TWICE)) / 100);
  return { ...action, [name]: Math.min(max, Math.max(min, varied)) };
}
