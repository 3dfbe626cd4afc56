/** What stands in `whitewater.config.*`. */
import type { ActionKind } from '../faults/action.ts';
import type { PropertyId } from '../properties/property.ts';
import type { HuntingEngine } from '../search/hunting/hunt-options.ts';
import type { SchedulerName } from '../search/walking/scheduler.ts';
import type { TIMINGS } from './timings.ts';

/**
 * The settings of the commands, as `whitewater.config.json`, `.js`, `.mjs`, `.cjs` or `.ts` holds
 * them. Variables of the environment (`budget` is `WHITEWATER_BUDGET`) come before the file, and
 * flags before both. A list may also be written as one text with commas. An unknown key is an
 * error.
 */
export interface Configuration {
  /** Names of targets, or paths of modules from the working directory, if `run` names none. */
  readonly targets?: readonly string[];
  /** Budget, cluster sizes and length of runs where nothing else is said. Default: `quick`. */
  readonly profile?: 'quick' | 'pr' | 'nightly' | 'soak';
  /** Shared by all targets: a time such as `30m`, or a number of timed runs such as `100000x`. */
  readonly budget?: string;
  /** Timed runs of each target; with a budget, whichever ends first. */
  readonly runs?: number | string;
  /** Of all random draws: a whole number of 32 bits, or a text such as `0xff`. */
  readonly seed?: number | string;
  /** Cluster sizes to draw from, 1 to 9. */
  readonly nodes?: readonly number[] | string;
  /** Only these faults, even if a target does not promise to bear them. */
  readonly faults?: readonly ActionKind[] | string;
  /** Look only for violations of these. */
  readonly property?: readonly PropertyId[] | string;
  /** Default: both. */
  readonly engine?: readonly HuntingEngine[] | string;
  /** Who schedules adversarial runs: `uniform`, `pct`. Default: both, in turns. */
  readonly scheduler?: readonly SchedulerName[] | string;
  /** Threads, or a share of the cores. Default: `100%`. */
  readonly workers?: number | string;
  /** Share of the timed runs that are performed twice, such as `1/1000`. */
  readonly recheck?: string;
  /** The hunt in a target ends with so many findings, each another story. */
  readonly maxFindings?: number | string;
  /** Go on after the first finding, and count the runs that fail. */
  readonly keepGoing?: boolean;
  /** For each finding: a time such as `30s`, or `5000x` for runs. */
  readonly shrinkBudget?: string;
  /** Exit code 5 below so many abstract states, or below a share of them such as `90%`. */
  readonly minCoverage?: number | string;
  /** Perform the pinned findings of the targets first. Default: true. */
  readonly regressions?: boolean;
  /**
   * Known defects to hunt for first: names of mutants and controls, or `all`; `false`: none. One
   * that is missed is exit code 5. By default that is up to the profile.
   */
  readonly canaries?: readonly string[] | string | false;
  /** Election timeouts: 400 to 550 ms, or 150 to 300 ms. Default: `lab`. */
  readonly timing?: keyof typeof TIMINGS;
  /** One part of the campaign, such as `1/8`. */
  readonly shard?: string;
  /** A file for what the campaign came to, for `merge`. */
  readonly blob?: string;
  /**
   * Folder for runs that reach new abstract states, which guide others; `false`: none is kept. By
   * default that is up to the profile.
   */
  readonly corpus?: string | false;
  /** Keep the campaign in `out`, and go on with it if it was interrupted. */
  readonly resume?: boolean;
  /** Where findings and the logs of failed runs go. Default: `.whitewater`. */
  readonly out?: string;
  /** Show all steps, however many. */
  readonly full?: boolean;
  /** Show progress on stderr. Default: true. */
  readonly progress?: boolean;
  /** Who else is told of a `run`: `junit=junit.xml`, `md=summary.md` and the like. */
  readonly reporter?: readonly string[];
  /** The commands that start programs under test. */
  readonly exec?: string | readonly string[];
  /** Longest time the program may take for a step, such as `500ms`. Default: `1s`. */
  readonly answerWithin?: string;
  /** A file to which all lines to and from the program are appended. */
  readonly transcript?: string;
  /** Longest time any step of your code may take. Default: `5s`. */
  readonly stepLimit?: string;
  /** Default: `auto`. */
  readonly color?: 'auto' | 'always' | 'never';
  /** Print ASCII characters only. */
  readonly ascii?: boolean;
}

/** Returns what it is given: it is there for the editor, which then knows names and values. */
export function defineConfig(configuration: Configuration): Configuration {
  return configuration;
}
