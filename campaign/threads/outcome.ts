/** What a thread comes to: known once, whoever says it first. */
export class Outcome<Result> {
  readonly promise: Promise<Result>;
  #isKnown = false;
  #resolve: (result: Result) => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;

  constructor() {
    this.promise = new Promise<Result>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Known from here on, though nobody has been told of it yet. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  resolve(result: Result): void {
    this.#isKnown = true;
    this.#resolve(result);
  }

  reject(error: Error): void {
    this.#isKnown = true;
    this.#reject(error);
  }
}
