/** What was asked for cannot be done as it was asked: one line for the person who asked. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
