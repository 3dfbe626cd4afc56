/** The groups of names that the command line knows, and what is in each. */
import { ACTIONS } from '../faults/catalogue.ts';
import { COMMAND } from '../library/how-to-call.ts';
import type { NameGroup } from '../library/near-names.ts';
import { PROPERTIES } from '../properties/catalogue.ts';
import { CAPABILITIES, CAPABILITY_NAMES } from '../simulator/capabilities.ts';
import { MUTANTS } from '../targets/mutants/all.ts';
import { CONTROLS } from '../targets/mutants/controls.ts';
import { PACKAGES, REGISTRY, type Registered } from '../targets/registry.ts';
import { PROFILE_NAMES, PROFILES } from './profile.ts';

/** One thing with a name. */
export interface Item {
  readonly name: string;
  readonly title: string;
  /** What else a script may want to know. */
  readonly more: Readonly<Record<string, unknown>>;
}

export interface Group {
  /** One line: what these are, and who takes their names. */
  readonly title: string;
  readonly items: () => readonly Item[];
  /** What follows the list. */
  readonly after?: string;
}

const MUTANT_NAMES: ReadonlySet<string> = new Set(MUTANTS.map(({ id }) => id));

export const GROUPS: Readonly<Record<NameGroup, Group>> = {
  targets: {
    title: 'everything that `run` can test',
    items: () => REGISTRY.map(targetItem),
    after: 'or yours: the path of a module that exports one, or --exec "<command>" for a program',
  },
  mutants: {
    title: 'of the targets: Raft with one published defect each',
    items: () => REGISTRY.filter(({ name }) => MUTANT_NAMES.has(name)).map(targetItem),
    after: `\`canary\` takes them, and the controls: ${COMMAND} list controls`,
  },
  packages: {
    title: 'of the targets: packages from npm, in exact versions',
    items: () => PACKAGES.map(targetItem),
  },
  controls: {
    title: 'changed Rafts in which `canary` must find nothing',
    items: () => CONTROLS.map(({ id, title, why }) => ({ name: id, title, more: { why } })),
  },
  properties: {
    title: 'what is judged; for --property',
    items: () =>
      PROPERTIES.map(({ id, kind, claim, source }) => {
        const note = kind === 'safety' ? '' : `; ${kind}`;
        return { name: id, title: `${claim}${note}`, more: { kind, source } };
      }),
  },
  faults: {
    title: 'what may go wrong; for --faults',
    items: () =>
      ACTIONS.map(({ kind, title, breaks }) => {
        const needs = breaks === null ? '' : `; only for targets with ${breaks}`;
        return { name: kind, title: `${title}${needs}`, more: { breaks } };
      }),
  },
  profiles: {
    title: 'how much work a run does; for --profile',
    items: () =>
      PROFILE_NAMES.map((name) => {
        const { title, ...more } = PROFILES[name];
        return { name, title, more };
      }),
  },
  capabilities: {
    title: 'what a target of yours may state that it supports',
    items: () =>
      CAPABILITY_NAMES.map((name) => {
        const { meaning, byDefault } = CAPABILITIES[name];
        return { name, title: `${meaning}; ${byDefault} by default`, more: { byDefault } };
      }),
  },
};

function targetItem({ name, title, expected }: Registered): Item {
  const fate = expected.verdict === 'held' ? '' : `; breaks ${expected.by}`;
  return { name, title: `${title}${fate}`, more: { expected } };
}
