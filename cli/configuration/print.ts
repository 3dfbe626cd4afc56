/** `--print-config`: the settings that hold, and where each comes from. */
import type { Command } from 'commander';
import { oneOf } from '../choice.ts';
import { PROFILE_NAMES, PROFILES, type Profile } from '../profile.ts';
import { print, printJson } from '../terminal.ts';
import { settingsOf } from './add-setting.ts';
import { refuseUnfit } from './forms.ts';
import { SETTINGS, type SettingName } from './settings.ts';

/** A value as it is written in a file, and `default`, a profile, a file, a variable or a flag. */
interface Holding {
  readonly value: unknown;
  readonly from: string;
}

/** `targets` are those that were typed. */
export function printConfiguration(command: Command, targets: readonly string[]): void {
  const { profile } = command.opts<{ readonly profile: string }>();
  const named = oneOf('profile', profile, PROFILE_NAMES);
  const holding = [...settingsOf(command)].map((name) => [name, holdingIn(command, name)] as const);
  const settings = holding.map(([name, found]): readonly [SettingName, Holding] => {
    if (name === 'targets' && targets.length > 0) {
      return [name, { value: targets, from: 'command line' }];
    }
    const usual = found.value === null ? ofProfile(name, PROFILES[named]) : null;
    return usual === null ? [name, found] : [name, { value: usual, from: `profile ${named}` }];
  });
  const isForScripts = command.opts<{ readonly json?: boolean }>().json === true;
  if (isForScripts) printJson({ command: 'run', settings: Object.fromEntries(settings) });
  else print(onePerLine(settings));
}

/** JSON, too. */
function onePerLine(settings: readonly (readonly [SettingName, Holding])[]): string {
  const lines = settings.map(([name, holding]) => `  "${name}": ${JSON.stringify(holding)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** Throws a {@link Refusal} for a value that `run` would refuse. */
function holdingIn(command: Command, name: SettingName): Holding {
  const options = command.opts<Readonly<Record<string, unknown>>>();
  const value = options[name] ?? null;
  const source = command.getOptionValueSource(name) ?? 'default';
  if (typeof value === 'string') refuseUnfit(SETTINGS[name].form, flagOf(name), value);
  return { value, from: source === 'cli' ? typedAs(flagOf(name), value) : source };
}

/** A flag that was switched back begins otherwise. */
function typedAs(flag: string, value: unknown): string {
  const isNegative = flag.startsWith('--no-');
  if (typeof value !== 'boolean' || value !== isNegative) return flag;
  return isNegative ? `--${flag.slice('--no-'.length)}` : `--no-${flag.slice('--'.length)}`;
}

function flagOf(name: SettingName): string {
  return (SETTINGS[name].flags ?? name).split(' ')[0] ?? name;
}

/** What a profile says of a setting; null if nothing. */
function ofProfile(name: SettingName, profile: Profile): unknown {
  const { budget, nodes, keepGoing, hasCanaries } = profile;
  switch (name) {
    case 'budget':
      return budget.kind === 'runs' ? `${budget.runs}x` : `${budget.ms / 1000}s`;
    case 'nodes':
      return nodes.join(',');
    case 'keepGoing':
      return keepGoing;
    case 'canaries':
      return hasCanaries ? 'all' : false;
    default:
      return null;
  }
}
