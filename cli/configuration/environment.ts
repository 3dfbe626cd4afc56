/** Settings from `WHITEWATER_*`. */
import { Refusal } from '../../adapters/refusal.ts';
import { FLEET_VARIABLE } from '../../campaign/fleet/address.ts';
import { nearNames } from '../../library/near-names.ts';
import { refuseUnfit, typedFrom, type Typed } from './forms.ts';
import { SETTING_NAMES, SETTINGS, variableOf, type SettingName } from './settings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** No settings: the browser of tests, what becomes of golden files, and the queue of a fleet. */
const OTHERS: readonly string[] = ['WHITEWATER_CHROMIUM', 'WHITEWATER_GOLDEN', FLEET_VARIABLE];

export interface EnvironmentSettings {
  readonly values: ReadonlyMap<SettingName, Typed>;
  /** One line each. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** A variable that is empty says nothing: workflows set them so. */
export function readEnvironment(environment: Environment): EnvironmentSettings {
  const values = new Map<SettingName, Typed>();
  const errors: string[] = [];
  for (const name of SETTING_NAMES) {
    const variable = variableOf(name);
    const text = environment[variable] ?? '';
    if (text === '') continue;
    try {
      values.set(name, valueOf(name, variable, text));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { message } = error;
      errors.push(message.startsWith(variable) ? message : `${variable}: ${message}`);
    }
  }
  return { values, errors, warnings: unknownIn(environment).map(warningFor) };
}

function valueOf(name: SettingName, variable: string, text: string): Typed {
  const { form } = SETTINGS[name];
  const typed = typedFrom(form, text);
  try {
    refuseUnfit(form, variable, typed);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.message.replace(`--${name}`, variable));
  }
  return typed;
}

function unknownIn(environment: Environment): readonly string[] {
  const known = new Set([...SETTING_NAMES.map(variableOf), ...OTHERS]);
  return Object.keys(environment).filter(
    (name) => name.startsWith('WHITEWATER_') && !known.has(name),
  );
}

function warningFor(name: string): string {
  const [near] = nearNames(name, SETTING_NAMES.map(variableOf));
  const meant = near === undefined ? '' : `; did you mean ${near}?`;
  return `${name} is no setting, and changes nothing${meant}`;
}
