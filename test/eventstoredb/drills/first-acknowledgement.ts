/** The time from a fault until the first acknowledgement of what was sent after it, in milliseconds. */
export class FirstAcknowledgement {
  #faultAt: number | undefined;
  #found: ((milliseconds: number) => void) | undefined;

  /** @param faultAt of the machine's clock, in milliseconds */
  after(faultAt: number): Promise<number> {
    return new Promise((resolve) => {
      this.#faultAt = faultAt;
      this.#found = resolve;
    });
  }

  /** Tells of an acknowledgement that has come now. @param sentAt when its call was sent */
  acknowledged(sentAt: number): void {
    if (this.#faultAt === undefined || sentAt < this.#faultAt) return;
    this.#found?.(Date.now() - this.#faultAt);
    this.#faultAt = undefined;
  }
}
