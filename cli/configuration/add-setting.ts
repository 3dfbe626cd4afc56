/** Settings as options of commands. */
import { Option, type Command } from 'commander';
import { placeOption } from '../place-option.ts';
import { SETTINGS, type Setting, type SettingName } from './settings.ts';

/** The settings that each command takes from file and environment, too. */
const taken = new WeakMap<Command, Set<SettingName>>();

export function settingsOf(command: Command): ReadonlySet<SettingName> {
  return taken.get(command) ?? new Set();
}

/** Adds the options of settings; file and environment hold for them, too. */
export function addSettings(command: Command, names: readonly SettingName[]): Command {
  for (const name of names) addSetting(command, name);
  return command;
}

/** The same for one, with what it means for this command. */
export function addSetting(command: Command, name: SettingName, description?: string): Command {
  const known = taken.get(command) ?? new Set();
  taken.set(command, known.add(name));
  return addTyped(command, [name], description);
}

/** Adds options as their settings have them, but what is typed is all that holds for them. */
export function addTyped(
  command: Command,
  names: readonly SettingName[],
  description?: string,
): Command {
  for (const name of names) {
    for (const option of optionsOf(SETTINGS[name], description)) command.addOption(option);
  }
  return command;
}

function optionsOf(setting: Setting, said: string | undefined): readonly Option[] {
  const { flags, form, usual } = setting;
  const description = said ?? setting.description;
  if (flags === null) return [];
  const option =
    form === 'place' || form === 'folder'
      ? placeOption(flags, description)
      : new Option(flags, description);
  if (form === 'words' || form === 'commands' || form === 'reporters') option.argParser(several);
  if (typeof usual === 'string') option.default(usual);
  if (form === 'folder' || form === 'canaries') {
    const none = flags.replace(/^--(\S+) .*$/, '--no-$1');
    return [option, new Option(none, `not: ${description}`).hideHelp()];
  }
  if (form !== 'flag') return [option];
  // What a file switches on can be switched off by hand.
  const isNegative = flags.startsWith('--no-');
  const other = isNegative ? flags.replace('--no-', '--') : flags.replace('--', '--no-');
  return [option, new Option(other, `not: ${description}`).hideHelp()];
}

/** Collects the values of an option that may be repeated. */
export function several(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
