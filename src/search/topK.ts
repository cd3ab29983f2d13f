/** The k best of many scores, in one pass, with a binary min-heap over typed arrays. */

/** Keeps the best `capacity` (score, id) pairs offered. Ties go to the smaller id, so that results never shift. */
export class TopK {
  private readonly scores: Float64Array;
  private readonly ids: Int32Array;
  private size = 0;

  constructor(private readonly capacity: number) {
    this.scores = new Float64Array(capacity);
    this.ids = new Int32Array(capacity);
  }

  /** The score that a newcomer must beat; -Infinity while there is room. */
  get threshold(): number {
    return this.size < this.capacity ? Number.NEGATIVE_INFINITY : this.scores[0]!;
  }

  offer(score: number, id: number): void {
    if (this.size < this.capacity) {
      this.siftUp(this.size++, score, id);
    } else if (this.capacity > 0 && this.beats(score, id, 0)) {
      this.siftDown(score, id);
    }
  }

  /** The kept ids, best first. */
  drain(): { ids: number[]; scores: number[] } {
    const order = Array.from({ length: this.size }, (_, i) => i);
    order.sort((a, b) => this.scores[b]! - this.scores[a]! || this.ids[a]! - this.ids[b]!);
    return { ids: order.map((i) => this.ids[i]!), scores: order.map((i) => this.scores[i]!) };
  }

  private beats(score: number, id: number, at: number): boolean {
    const held = this.scores[at]!;
    return score > held || (score === held && id < this.ids[at]!);
  }

  private siftUp(start: number, score: number, id: number): void {
    let at = start;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.beats(score, id, parent)) break;
      this.move(parent, at);
      at = parent;
    }
    this.scores[at] = score;
    this.ids[at] = id;
  }

  private siftDown(score: number, id: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && this.beats(this.scores[child]!, this.ids[child]!, child + 1)) child++;
      if (!this.beats(score, id, child)) break;
      this.move(child, at);
      at = child;
    }
    this.scores[at] = score;
    this.ids[at] = id;
  }

  private move(from: number, to: number): void {
    this.scores[to] = this.scores[from]!;
    this.ids[to] = this.ids[from]!;
  }
}
