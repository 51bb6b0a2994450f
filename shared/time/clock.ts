/** The current instant. Injected wherever time matters, so that tests and the seed can choose it. */
export type Clock = () => Date;

/** The machine's clock. */
export const systemClock: Clock = () => new Date();
