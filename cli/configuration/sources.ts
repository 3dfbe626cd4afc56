/** What file and environment say together. */
import { ConfigurationErrors } from './configuration-errors.ts';
import { readEnvironment } from './environment.ts';
import { readConfiguration } from './file.ts';
import type { Typed } from './forms.ts';
import { variableOf, type SettingName } from './settings.ts';

/** A value, and what it comes from: the file or the variable. */
export interface Given {
  readonly value: Typed;
  readonly from: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws {@link ConfigurationErrors}. `file` is null if there is none. */
export async function givenBy(
  file: string | null,
  environment: Environment,
  warn: (line: string) => void,
): Promise<ReadonlyMap<SettingName, Given>> {
  const here = readEnvironment(environment);
  for (const line of here.warnings) warn(line);
  const inFile = file === null ? NOTHING : await readConfiguration(file);
  const errors = [...inFile.errors, ...here.errors];
  if (errors.length > 0) throw new ConfigurationErrors(errors);
  const given = new Map<SettingName, Given>();
  for (const [name, value] of inFile.values) given.set(name, { value, from: file ?? '' });
  for (const [name, value] of here.values) given.set(name, { value, from: variableOf(name) });
  return given;
}

const NOTHING = { values: new Map<SettingName, Typed>(), errors: [] };
