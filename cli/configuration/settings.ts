/**
 * Every setting of the campaigns: its name in the configuration file and, derived from it, its
 * variable of the environment; its flag, its form and what holds if nobody says anything.
 */
import type { Configuration } from '../../library/configuration.ts';
import { DEFAULT_OUT } from '../invocation.ts';

/** How a value is written: `forms.ts` says what is allowed. */
export type Form =
  | 'amount'
  | 'budget'
  | 'canaries'
  | 'color'
  | 'count'
  | 'coverage'
  | 'engines'
  | 'faults'
  | 'flag'
  | 'folder'
  | 'limit'
  | 'place'
  | 'profile'
  | 'properties'
  | 'recheck'
  | 'reporters'
  | 'schedulers'
  | 'seed'
  | 'shard'
  | 'sizes'
  | 'text'
  | 'timing'
  | 'words'
  | 'commands'
  | 'workers';

export interface Setting {
  /** As commander reads them; null if it has no flag, for words stand in its place. */
  readonly flags: string | null;
  /** One line, for the help. */
  readonly description: string;
  readonly form: Form;
  /** What holds if nothing is said; null: it depends, or there is none. */
  readonly usual: string | boolean | null;
  /** Whether it decides which runs are drawn, or how they are judged: shards must agree in it. */
  readonly ofCampaign?: true;
}

export type SettingName = keyof Configuration;

/** All cores. */
export const USUAL_WORKERS = '100%';

/** Of a search. */
export const SEARCH_WORKERS = '1';

export const SETTINGS: Readonly<Record<SettingName, Setting>> = {
  targets: {
    flags: null,
    description: 'hunted in if no target is named: names, or paths of modules',
    form: 'words',
    usual: null,
  },
  profile: {
    flags: '--profile <name>',
    description: 'budget, cluster sizes and length of runs: `list profiles`',
    form: 'profile',
    usual: 'quick',
    ofCampaign: true,
  },
  budget: {
    flags: '--budget <amount>',
    description: 'of all targets: 500ms, 30s, 2m, 8h, or 1000x for runs; default: of the profile',
    form: 'budget',
    usual: null,
    ofCampaign: true,
  },
  runs: {
    flags: '--runs <count>',
    description: 'timed runs of each target; without --budget, time has no limit',
    form: 'count',
    usual: null,
    ofCampaign: true,
  },
  seed: {
    flags: '--seed <number>',
    description: 'of all random draws, decimal or 0x…; drawn and printed if left out',
    form: 'seed',
    usual: null,
  },
  nodes: {
    flags: '--nodes <sizes>',
    description: 'cluster sizes to draw from, such as 3,5; default: of the profile',
    form: 'sizes',
    usual: null,
    ofCampaign: true,
  },
  faults: {
    flags: '--faults <kinds>',
    description: 'only these, even if the target does not promise to bear them',
    form: 'faults',
    usual: null,
    ofCampaign: true,
  },
  property: {
    flags: '--property <ids>',
    description: 'look only for violations of these',
    form: 'properties',
    usual: null,
    ofCampaign: true,
  },
  engine: {
    flags: '--engine <names>',
    description: 'timed, adversarial; default: both',
    form: 'engines',
    usual: null,
    ofCampaign: true,
  },
  scheduler: {
    flags: '--scheduler <names>',
    description: 'of adversarial runs: uniform, pct; default: of the profile',
    form: 'schedulers',
    usual: null,
    ofCampaign: true,
  },
  workers: {
    flags: '--workers <number>',
    description: 'threads, or a share of the cores such as 50%',
    form: 'workers',
    usual: USUAL_WORKERS,
  },
  recheck: {
    flags: '--recheck <share>',
    description: 'perform so many timed runs twice, such as 1/1000',
    form: 'recheck',
    usual: null,
    ofCampaign: true,
  },
  maxFindings: {
    flags: '--max-findings <count>',
    description: 'stop after so many findings, each another story',
    form: 'count',
    usual: null,
    ofCampaign: true,
  },
  keepGoing: {
    flags: '--keep-going',
    description: 'do not stop at the first finding, and count the runs that fail',
    form: 'flag',
    usual: null,
    ofCampaign: true,
  },
  shrinkBudget: {
    flags: '--shrink-budget <amount>',
    description: 'for each finding: a time such as 30s, or 5000x for runs; default: 1m',
    form: 'amount',
    usual: null,
    ofCampaign: true,
  },
  minCoverage: {
    flags: '--min-coverage <states>',
    description: 'exit code 5 below so many abstract states, or a share such as 90%',
    form: 'coverage',
    usual: null,
    ofCampaign: true,
  },
  regressions: {
    flags: '--no-regressions',
    description: 'do not perform pinned findings of the targets first',
    form: 'flag',
    usual: true,
  },
  canaries: {
    flags: '--canaries <names>',
    description: 'hunt for these known defects first, or for all; --no-canaries for none',
    form: 'canaries',
    usual: null,
  },
  timing: {
    flags: '--timing <name>',
    description: 'election timeouts: lab (400–550 ms) or paper (150–300 ms)',
    form: 'timing',
    usual: 'lab',
    ofCampaign: true,
  },
  shard: {
    flags: '--shard <i/n>',
    description: 'perform one part of the campaign, such as 1/8; `merge` joins them',
    form: 'shard',
    usual: null,
  },
  blob: {
    flags: '--blob <file>',
    description: 'write what the campaign came to, for `merge`',
    form: 'place',
    usual: null,
  },
  corpus: {
    flags: '--corpus <folder>',
    description: 'keep runs that show new states, to guide others; --no-corpus keeps none',
    form: 'folder',
    usual: null,
  },
  resume: {
    flags: '--resume',
    description: 'keep the campaign in --out, and go on with it if it was interrupted',
    form: 'flag',
    usual: null,
  },
  out: {
    flags: '--out <folder>',
    description: 'where findings and the logs of failed runs go',
    form: 'place',
    usual: DEFAULT_OUT,
  },
  full: {
    flags: '--full',
    description: 'show all steps, however many',
    form: 'flag',
    usual: null,
  },
  progress: {
    flags: '--no-progress',
    description: 'show no progress on stderr',
    form: 'flag',
    usual: true,
  },
  reporter: {
    flags: '--reporter <name[=file]>',
    description:
      'also tell html (a folder), md, junit, ndjson or github; without a file, on stdout',
    form: 'reporters',
    usual: null,
  },
  exec: {
    flags: '--exec <command>',
    description: 'test the program that this starts; may be repeated: docs/STEP-PROTOCOL.md',
    form: 'commands',
    usual: null,
  },
  answerWithin: {
    flags: '--answer-within <time>',
    description: 'longest time the program may take for a step; default: 1s',
    form: 'limit',
    usual: null,
  },
  transcript: {
    flags: '--transcript <file>',
    description: 'append all lines to and from the program to it',
    form: 'place',
    usual: null,
  },
  stepLimit: {
    flags: '--step-limit <time>',
    description: 'longest time any step of your code may take; default: 5s',
    form: 'limit',
    usual: null,
  },
  color: {
    flags: '--color <when>',
    description: 'auto, always or never',
    form: 'color',
    usual: 'auto',
  },
  ascii: {
    flags: '--ascii',
    description: 'print ASCII characters only',
    form: 'flag',
    usual: null,
  },
};

export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];

/** Those in which the shards of a campaign agree. */
export const CAMPAIGN_SETTINGS = SETTING_NAMES.filter((name) => SETTINGS[name].ofCampaign);

/** `maxFindings` is `WHITEWATER_MAX_FINDINGS`. */
export function variableOf(name: SettingName): string {
  return `WHITEWATER_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
