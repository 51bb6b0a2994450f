/** Why documents cannot be published or retired: one sentence for the operator who asked for it. */
export class PublishingError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "PublishingError";
  }
}
