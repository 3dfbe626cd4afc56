/** How each setting may be written in a file, and which texts its flag takes. */
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { Refusal } from '../../adapters/refusal.ts';
import { objectionTo } from '../../campaign/findings/place.ts';
import { ACTIONS } from '../../faults/catalogue.ts';
import { TIMINGS } from '../../library/timings.ts';
import { PROPERTIES } from '../../properties/catalogue.ts';
import { HUNTING_ENGINES } from '../../search/hunting/hunt-options.ts';
import { SCHEDULERS } from '../../search/walking/scheduler.ts';
import { parseCanaries } from '../canary-option.ts';
import { oneOf, quoted, someOf } from '../choice.ts';
import { parseLimit } from '../exec.ts';
import { parseMinCoverage } from '../min-coverage.ts';
import { PROFILE_NAMES } from '../profile.ts';
import { refuseReporter } from '../reporters.ts';
import * as quantity from '../quantity.ts';
import { WISHES } from '../terminal.ts';
import type { Form } from './settings.ts';

/** As the flag would have been typed. */
export type Typed = string | boolean | readonly string[];

const flag = z.boolean({ error: 'must be true or false' });

const text = z.string({ error: 'must be a text' });

const number = z
  .union([z.string(), z.int()], { error: 'must be a whole number or a text' })
  .transform(String);

const word = z.union([z.string(), z.int()]).transform(String);

const list = z.union([z.string(), z.array(word).transform((words) => words.join(','))], {
  error: 'must be a list, or a text with commas',
});

const words = z.union([z.string().transform((one) => [one]), z.array(z.string())], {
  error: 'must be a list of texts',
});

const folder = z.union([z.string(), z.literal(false)], {
  error: 'must be a folder, or false',
});

const SCHEMAS: Readonly<Partial<Record<Form, z.ZodType<Typed>>>> = {
  count: number,
  seed: number,
  workers: number,
  coverage: number,
  sizes: list,
  faults: list,
  properties: list,
  engines: list,
  schedulers: list,
  flag,
  folder,
  words,
  canaries: z.union([list, z.literal(false)], { error: 'must be names, all, or false' }),
  reporters: words,
  commands: words,
};

/** What a file may hold for a setting of this form. */
export function schemaOf(form: Form): z.ZodType<Typed> {
  return SCHEMAS[form] ?? text;
}

/** From a variable of the environment. Throws a {@link Refusal}. */
export function typedFrom(form: Form, value: string): Typed {
  // A command may have commas of its own.
  if (form === 'commands') return [value];
  if (form === 'words' || form === 'reporters') return value.split(',').map((one) => one.trim());
  if (form === 'folder' || form === 'canaries') return value === 'false' ? false : value;
  if (form !== 'flag') return value;
  if (['1', 'true'].includes(value)) return true;
  if (['0', 'false'].includes(value)) return false;
  throw new Refusal(`${quoted(value)}: write true or false`);
}

/** Throws a {@link Refusal} if the flag would. */
export function refuseUnfit(form: Form, flagName: string, value: Typed): void {
  if (typeof value === 'string') CHECKS[form]?.(value, flagName);
  if (form === 'reporters' && typeof value === 'object') value.forEach(refuseReporter);
}

type Check = (value: string, flagName: string) => unknown;

const CHECKS: Readonly<Partial<Record<Form, Check>>> = {
  amount: (value, flagName) => quantity.parseBudget(value, flagName),
  budget: (value, flagName) => quantity.parseBudget(value, flagName),
  count: (value, flagName) => quantity.parseCount(flagName, value),
  canaries: (value) => parseCanaries(value),
  color: (value) => oneOf('value for --color', value, WISHES),
  coverage: (value) => parseMinCoverage(value),
  engines: (value) => someOf('engine', value, HUNTING_ENGINES),
  faults: (value) =>
    someOf(
      'fault',
      value,
      ACTIONS.map(({ kind }) => kind),
    ),
  limit: (value, flagName) => parseLimit(flagName, value),
  profile: (value) => oneOf('profile', value, PROFILE_NAMES),
  properties: (value) =>
    someOf(
      'property',
      value,
      PROPERTIES.map(({ id }) => id),
    ),
  recheck: (value) => quantity.parseRecheck(value),
  schedulers: (value) => someOf('scheduler', value, SCHEDULERS),
  seed: (value) => quantity.parseSeed(value),
  shard: (value) => quantity.parseShard(value),
  sizes: (value) => quantity.parseNodes(value),
  timing: (value) => oneOf('timing', value, Object.keys(TIMINGS)),
  workers: (value) => quantity.parseWorkers(value, availableParallelism()),
  folder: refusePlace,
  place: refusePlace,
};

function refusePlace(value: string, flagName: string): void {
  const objection = objectionTo(value);
  if (objection !== null) throw new Refusal(`${flagName} ${quoted(value)} ${objection}`);
}
