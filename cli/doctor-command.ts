/** `doctor`: says what a project lacks for tests and nights with whitewater, and how to mend it. */
import { checksOf, type Check } from '../campaign/scaffold/checks.ts';
import { readProject } from '../campaign/scaffold/project.ts';
import { nodeVersionOf } from '../campaign/scaffold/runners.ts';
import { Refusal } from '../adapters/refusal.ts';
import { COMMAND } from '../library/how-to-call.ts';
import { EMPTY_LINE, printPage, span, type Line } from '../reports/terminal/page.ts';
import { ConfigurationErrors } from './configuration/configuration-errors.ts';
import { configurationFileIn } from './configuration/found-file.ts';
import { ExitCode, type ExitCodeValue } from './exit-code.ts';
import { print, printJson, styleOf, type OutputArguments } from './terminal.ts';

/** Incomplete is not broken: the exit code is 5 if anything is missing. */
export async function doctorCommand(options: OutputArguments): Promise<ExitCodeValue> {
  const style = styleOf(options);
  const node = nodeVersionOf(process.version);
  const checks = [
    ...checksOf(readProject(process.cwd()), node, COMMAND),
    ...(await configurationChecks(process.cwd())),
  ];
  const lacks = checks.filter(({ isFine }) => !isFine);
  const code = lacks.length === 0 ? ExitCode.expected : ExitCode.notMeaningful;
  if (options.json === true) {
    printJson({ command: 'doctor', checks, missing: lacks.length });
    return code;
  }
  const end =
    lacks.length === 0
      ? span(' ✔ nothing is missing', 'held')
      : span(` ✖ ${lacks.length} of ${checks.length} to mend`, 'broken');
  print(`${printPage([...checks.flatMap(checkLines), EMPTY_LINE, [end]], style)}\n`);
  return code;
}

/** Settings are no must; those that are there can be used. One check for each that cannot. */
async function configurationChecks(folder: string): Promise<readonly Check[]> {
  const { readConfiguration } = await import('./configuration/file.ts');
  const name = 'settings';
  try {
    const file = configurationFileIn(folder);
    if (file === null) return [{ name, isFine: true, text: 'no file: defaults hold', mend: null }];
    const { errors } = await readConfiguration(file);
    if (errors.length > 0) throw new ConfigurationErrors(errors);
    return [{ name, isFine: true, text: file, mend: null }];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const lines = error instanceof ConfigurationErrors ? error.lines : [error.message];
    return lines.map((mend) => ({ name, isFine: false, text: 'cannot be used', mend }));
  }
}

const NAME_COLUMNS = 14;

function checkLines({ name, isFine, text, mend }: Check): readonly Line[] {
  const mark = isFine ? span(' ✔ ', 'held') : span(' ✖ ', 'broken');
  const label = [mark, span(name.padEnd(NAME_COLUMNS), 'strong')];
  // One line, so that a command can be copied whole.
  return [[...label, span(mend === null ? text : `${text}: ${mend}`)]];
}
