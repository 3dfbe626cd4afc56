/**
 * Reads scenarios that others have written: in files, in findings. Only this file and the schema of
 * actions load zod, which takes as long as some hundred runs: who reads none imports neither.
 */
import { z } from 'zod';
import { actionSchema, listSchema, objectSchema, wholeNumberSchema } from './action-schema.ts';
import { MAX_TIME_MS } from './field.ts';
import { MAX_NODES } from '../simulator/contract.ts';
import type { Scenario } from './scenario.ts';

/** The most actions that one scenario may have. */
export const MAX_ACTIONS = 500;

/** The longest that all actions of one scenario may take together. */
export const MAX_ELAPSE_MS = 100_000;

const MAX_SEED = 0xffff_ffff;
const MAX_SETTING_MS = 10_000;
/** Room for one line in a terminal. */
const MAX_SHOWN = 40;

/** A scenario that is not one. The message is one line: where, what is allowed, what was said. */
export class InvalidScenario extends Error {
  override readonly name = 'InvalidScenario';
}

/** Made when first needed. */
let schema: z.ZodType<Scenario> | null = null;

/** Returns the scenario that a parsed JSON value is; throws {@link InvalidScenario}. */
export function parseScenario(json: unknown): Scenario {
  schema ??= scenarioSchema();
  const result = schema.safeParse(json, { reportInput: true });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new InvalidScenario(issue === undefined ? 'scenario: is not one' : lineFor(issue));
}

function scenarioSchema(): z.ZodType<Scenario> {
  return objectSchema({
    nodes: wholeNumberSchema(1, MAX_NODES),
    seed: wholeNumberSchema(0, MAX_SEED),
    timing: timingSchema(),
    settings: settingsSchema(),
    actions: listSchema(actionSchema(), 0, MAX_ACTIONS, 'actions').refine(
      (actions) =>
        sum(actions.map((action) => (action.kind === 'elapse' ? action.ms : 0))) <= MAX_ELAPSE_MS,
      { error: `must not elapse more than ${MAX_ELAPSE_MS} ms in all` },
    ),
  });
}

/** The pace of a cluster. */
export function timingSchema(): z.ZodType<Scenario['timing']> {
  const ms = wholeNumberSchema(1, MAX_TIME_MS);
  return objectSchema({ electionTimeoutMinMs: ms, electionTimeoutMaxMs: ms, heartbeatMs: ms })
    .refine(
      ({ electionTimeoutMinMs, electionTimeoutMaxMs }) =>
        electionTimeoutMinMs <= electionTimeoutMaxMs,
      { path: ['electionTimeoutMinMs'], error: 'must not be greater than electionTimeoutMaxMs' },
    )
    .refine(({ heartbeatMs, electionTimeoutMinMs }) => heartbeatMs < electionTimeoutMinMs, {
      path: ['heartbeatMs'],
      error: 'must be less than electionTimeoutMinMs',
    });
}

function settingsSchema(): z.ZodType<Scenario['settings']> {
  const ms = wholeNumberSchema(0, MAX_SETTING_MS);
  return objectSchema({
    latencyMinMs: ms,
    latencyMaxMs: ms,
    fifo: z.boolean({ error: 'must be true or false' }),
    syncMinMs: ms,
    syncMaxMs: ms,
  })
    .refine(({ latencyMinMs, latencyMaxMs }) => latencyMinMs <= latencyMaxMs, {
      path: ['latencyMinMs'],
      error: 'must not be greater than latencyMaxMs',
    })
    .refine(({ syncMinMs, syncMaxMs }) => syncMinMs <= syncMaxMs, {
      path: ['syncMinMs'],
      error: 'must not be greater than syncMaxMs',
    });
}

function lineFor(issue: z.core.$ZodIssue): string {
  const steps = issue.path.map((step) =>
    typeof step === 'number' ? `[${step}]` : `.${String(step)}`,
  );
  return `scenario${steps.join('')}: ${issue.message}${said(issue)}`;
}

/** What was said instead; nothing where a rule between several fields is broken. */
function said(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'custom':
      return '';
    case 'unrecognized_keys':
      return `, got ${shown(issue.keys[0])}`;
    case 'invalid_union':
      return `, got ${shown(kindIn(issue.input))}`;
    default:
      return `, got ${shown(issue.input)}`;
  }
}

function kindIn(input: unknown): unknown {
  return typeof input === 'object' && input !== null && 'kind' in input ? input.kind : undefined;
}

/** A value in a few printable characters, however hostile it is. */
function shown(value: unknown): string {
  switch (typeof value) {
    case 'string': {
      const start = value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}...` : value;
      return `"${start.replace(/[^ -~]/g, '?')}"`;
    }
    case 'number':
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
    default:
      return 'nothing';
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
