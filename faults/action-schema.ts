/** What an action may look like in a file, made from the fields that each kind of action names. */
import { z } from 'zod';
import type { Action } from './action.ts';
import { ACTIONS } from './catalogue.ts';
import type { ActionSpec } from './action-spec.ts';
import type { Field } from './field.ts';
import { MAX_NODES } from '../simulator/contract.ts';

/** A whole number within bounds; whatever else is said gets the same answer. */
export function wholeNumberSchema(min: number, max: number): z.ZodType<number> {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
}

/** A list within bounds. Its length is judged first, so a list of millions is refused at once. */
export function listSchema<Item>(
  item: z.ZodType<Item>,
  min: number,
  max: number,
  what: string,
): z.ZodType<Item[]> {
  const error = `must be a list of ${min} to ${max} ${what}`;
  const anything = z.array(z.unknown(), { error }).min(min, { error }).max(max, { error });
  return anything.pipe(z.array(item));
}

/** An object with these fields and no other. */
export function objectSchema<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return 'must be an object';
      return `has only the fields ${Object.keys(shape).join(', ')}`;
    },
  });
}

/** The records of one kind. */
export function schemaOf(spec: ActionSpec): z.ZodObject {
  const fields = Object.entries<Field>(spec.fields).map(
    ([name, field]) => [name, fieldSchema(field)] as const,
  );
  return objectSchema({ kind: z.literal(spec.kind), ...Object.fromEntries(fields) });
}

/** Any record that is an action. */
export function actionSchema(): z.ZodType<Action> {
  const kinds = ACTIONS.map(({ kind }) => kind).join(', ');
  const [first, ...others] = ACTIONS.map(schemaOf);
  if (first === undefined) throw new RangeError('the catalogue of actions is empty');
  const union = z.discriminatedUnion('kind', [first, ...others], {
    error: ({ code }) =>
      code === 'invalid_union' ? `must be one of ${kinds}` : 'must be an object',
  });
  // The fields of each spec are checked against its type where they are written.
  return union as unknown as z.ZodType<Action>;
}

function fieldSchema(field: Field): z.ZodType {
  switch (field.kind) {
    case 'node':
      return wholeNumberSchema(1, MAX_NODES);
    case 'wholeNumber':
      return wholeNumberSchema(field.min, field.max);
    case 'text': {
      const error = `must be a text of 1 to ${field.maxLength} printable ASCII characters`;
      return z
        .string({ error })
        .max(field.maxLength, { error })
        .regex(/^[ -~]+$/, { error });
    }
    case 'groups':
      return groupsSchema();
  }
}

function groupsSchema(): z.ZodType {
  const group = listSchema(wholeNumberSchema(1, MAX_NODES), 0, MAX_NODES, 'node ids');
  return listSchema(group, 1, MAX_NODES, 'groups of node ids').refine(
    (groups) => new Set(groups.flat()).size === groups.flat().length,
    { error: 'must name each node id once at most' },
  );
}
