/** What a program writes to stdout and stderr: kept for the report of its end, shown nowhere. */

const MAX_CHARACTERS = 65_536;

export class Output {
  readonly #decoder = new TextDecoder();
  #text = '';

  /** The last of what it wrote since `clear`. */
  get text(): string {
    return this.#text;
  }

  write(bytes: Uint8Array): void {
    this.#text += this.#decoder.decode(bytes, { stream: true });
    if (this.#text.length > 2 * MAX_CHARACTERS) this.#text = this.#text.slice(-MAX_CHARACTERS);
  }

  clear(): void {
    if (this.#text !== '') this.#text = '';
  }
}
