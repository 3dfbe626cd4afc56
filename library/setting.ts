/** The options that do the same again, as code to be pasted. */

/** Options that were not said are left out. */
export function optionsText(options: object): string {
  const said = Object.entries(options).filter(([, value]) => value !== undefined);
  const written = said.map(([name, value]) => `${name}: ${code(name, value)}`);
  return `{ ${written.join(', ')} }`;
}

function code(name: string, value: unknown): string {
  if (name === 'seed') return `0x${Number(value).toString(16).padStart(8, '0')}`;
  return JSON.stringify(value).replaceAll('"', "'").replaceAll(',', ', ').replaceAll(':', ': ');
}
