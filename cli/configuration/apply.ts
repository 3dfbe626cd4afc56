/** Brings file and environment to the options of a command, before it begins. */
import type { Command } from 'commander';
import { warn } from '../terminal.ts';
import { settingsOf } from './add-setting.ts';
import { configurationFileIn } from './found-file.ts';
import type { SettingName } from './settings.ts';

/**
 * Flags hold before the environment, and that before the file. Throws a {@link Refusal} with a line
 * for each thing that is wrong, in settings of other commands, too.
 */
export function applyConfiguration(command: Command): Promise<void> | undefined {
  const settings = settingsOf(command);
  return settings.size === 0 ? undefined : applied(command, settings);
}

async function applied(command: Command, settings: ReadonlySet<SettingName>): Promise<void> {
  const { config } = command.opts<{ readonly config?: string }>();
  const file = config ?? configurationFileIn(process.cwd());
  const isSilent = !Object.keys(process.env).some((name) => name.startsWith('WHITEWATER_'));
  if (file === null && isSilent) return;
  const { givenBy } = await import('./sources.ts');
  for (const [name, { value, from }] of await givenBy(file, process.env, warn)) {
    const isTyped = command.getOptionValueSource(name) === 'cli';
    if (settings.has(name) && !isTyped) command.setOptionValueWithSource(name, value, from);
  }
}
