/** The options that do the same again, as code to be pasted. */

/** What was `chosen`, and what was said besides; where the finding goes changes nothing. */
export function optionsText(chosen: object, options: object): string {
  const besides = Object.entries(options).filter(([name, value]) => {
    return value !== undefined && name !== 'out' && !(name in chosen);
  });
  const all = [...Object.entries(chosen), ...besides];
  const written = all.map(([name, value]) => `${name}: ${code(name, value)}`);
  return `{ ${written.join(', ')} }`;
}

function code(name: string, value: unknown): string {
  if (name === 'seed') return `0x${Number(value).toString(16).padStart(8, '0')}`;
  return JSON.stringify(value).replaceAll('"', "'").replaceAll(',', ', ').replaceAll(':', ': ');
}
