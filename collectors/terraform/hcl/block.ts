/** The header of a block, `resource "aws_instance" "web" {`, as its words, and the line it starts on, counted from 1. */
export interface Block {
  readonly header: readonly string[];
  readonly line: number;
}

/** Gives the lines of places in a text that are asked for in their order. */
export class LineCounter {
  readonly #text: string;
  #line = 1;
  #next: number;

  constructor(text: string) {
    this.#text = text;
    this.#next = text.indexOf('\n');
  }

  /** @returns the line of a place, counted from 1 */
  lineAt(place: number): number {
    while (this.#next !== -1 && this.#next < place) {
      this.#line += 1;
      this.#next = this.#text.indexOf('\n', this.#next + 1);
    }
    return this.#line;
  }
}
