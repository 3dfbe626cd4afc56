/** A run that broke a property no longer does: the target is not a function of its input. */
export class DoesNotReproduce extends Error {
  override readonly name = 'DoesNotReproduce';
}
