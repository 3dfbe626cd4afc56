/** Logs as stories write them: "a@1 b@2", commands and terms. */
import type { LogEntry } from '../../trace/view.ts';

export function logOf(text: string): LogEntry[] {
  const entries = text.split(' ').filter((entry) => entry !== '');
  return entries.map((entry) => {
    const [command = '', term = '0'] = entry.split('@');
    return { term: Number(term), command };
  });
}

export function written(log: readonly LogEntry[]): string {
  return log.map(({ term, command }) => `${command}@${term}`).join(' ');
}
