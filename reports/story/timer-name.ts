/** What reports call a timer: its name as words, `quorum check timer`. */
export function timerName(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[\W_]+/g, ' ')
    .trim()
    .toLowerCase();
  return /\b(timer|timeout)\b/.test(words) ? words : `${words} timer`.trim();
}
