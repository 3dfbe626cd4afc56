/** Options that several commands share. */
import type { Command } from 'commander';
import { addSetting, addSettings, addTyped, several } from './configuration/add-setting.ts';
import type { SettingName } from './configuration/settings.ts';
import type { ExitCodeValue } from './exit-code.ts';

/** Where pinned findings are: under version control, and part of the tests. */
export const REGRESSIONS = 'corpus/regressions';

/** Receives the exit code of the command that ran. */
export type Finish = (code: ExitCodeValue) => void;

/** How commands name a finding. */
export const FINDING_ADDRESS = 'its id, six digits or more of it, its file or its folder';

/** Of a run that failed, too: hunts keep logs of some. */
export const RUN_ADDRESS = `${FINDING_ADDRESS}; or the log of a failed run`;

/** What `run` and `start` have in common. */
const OF_HUNTS: readonly SettingName[] = [
  ...(['profile', 'seed', 'nodes', 'faults', 'property', 'engine', 'scheduler'] as const),
  ...(['workers', 'recheck'] as const),
  ...(['maxFindings', 'shrinkBudget', 'timing', 'full', 'out', 'progress'] as const),
];

/** For hunts. */
export function withRunOptions(command: Command): Command {
  return withOutputOptions(addSettings(command, OF_HUNTS));
}

/** For the first hunt that anyone sees: no file changes what it shows. */
export function withTypedRunOptions(command: Command): Command {
  return withTypedOutputOptions(addTyped(command, OF_HUNTS));
}

/** For what is done with findings: their target may be the user's. */
export function withExternalTargetOptions(command: Command): Command {
  const meaning = 'module that exports the target of a finding; may be repeated';
  command.option('--target <file>', meaning, several);
  return withExecOptions(command);
}

/** The same, where the setting `targets` may bring it, too. */
export function withTargetsOfFindings(command: Command): Command {
  return addSetting(withExternalTargetOptions(command), 'targets');
}

/** For targets that are programs, and for all code that does not come with whitewater. */
export function withExecOptions(command: Command): Command {
  addTyped(command, ['exec', 'transcript']);
  return addSettings(command, ['answerWithin', 'stepLimit']);
}

/** For every command that prints. */
export function withOutputOptions(command: Command): Command {
  addSettings(withJsonOption(command), ['color', 'ascii']);
  return command.option(
    '--config <file>',
    'settings; default: whitewater.config.* if there is one',
  );
}

/** For commands that no file can change: they write it, or say what is wrong with it. */
export function withTypedOutputOptions(command: Command): Command {
  return addTyped(withJsonOption(command), ['color', 'ascii']);
}

function withJsonOption(command: Command): Command {
  return command.option('--json', 'print one JSON object instead of text');
}

/** For every command that judges something. */
export function withReporterOption(command: Command): Command {
  return addTyped(command, ['reporter']);
}

/** Where findings are, or go. */
export function withOut(command: Command, description: string): Command {
  return addSetting(command, 'out', description);
}
