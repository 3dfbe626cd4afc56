/** Everything that is wrong with a configuration, at once. */
import { Refusal } from '../../adapters/refusal.ts';

export class ConfigurationErrors extends Refusal {
  /** One line for each. */
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('; '));
    this.lines = lines;
  }
}
