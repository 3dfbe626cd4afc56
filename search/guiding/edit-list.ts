/** Changes to a list of actions or of decisions, whatever they are. */
import type { Dice } from './dice.ts';

/** Where changes take their items from. */
export interface Donors<Item> {
  /** An item that is new here; undefined if there is none. */
  readonly item: () => Item | undefined;
  /** Another run, of which a part is taken. */
  readonly other: () => readonly Item[];
  /** The same item with another number in it, such as a delay. */
  readonly varied: (item: Item) => Item;
}

type Edit = <Item>(items: Item[], dice: Dice, donors: Donors<Item>) => void;

const drop: Edit = (items, dice) => {
  if (items.length > 0) items.splice(dice.below(items.length), 1);
};

const insert: Edit = (items, dice, { item }) => {
  const added = item();
  if (added !== undefined) items.splice(dice.below(items.length + 1), 0, added);
};

const replace: Edit = (items, dice, { item }) => {
  const added = item();
  if (added !== undefined && items.length > 0) items.splice(dice.below(items.length), 1, added);
};

const move: Edit = (items, dice) => {
  if (items.length < 2) return;
  const [moved] = items.splice(dice.below(items.length), 1);
  if (moved !== undefined) items.splice(dice.below(items.length + 1), 0, moved);
};

const vary: Edit = (items, dice, { varied }) => {
  if (items.length === 0) return;
  const place = dice.below(items.length);
  const item = items[place];
  if (item !== undefined) items[place] = varied(item);
};

/** The beginning of this run, then the end of another. */
const splice: Edit = (items, dice, { other }) => {
  const rest = other();
  items.splice(dice.below(items.length + 1), Infinity, ...rest.slice(dice.below(rest.length + 1)));
};

const EDITS: readonly Edit[] = [drop, insert, replace, move, vary, splice];

/** The same list after so many changes. */
export function editedList<Item>(
  items: readonly Item[],
  edits: number,
  dice: Dice,
  donors: Donors<Item>,
): Item[] {
  const edited = [...items];
  for (let turn = 0; turn < edits; turn += 1) dice.oneOf(EDITS)?.(edited, dice, donors);
  return edited;
}
