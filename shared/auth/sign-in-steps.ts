/** What a sign-in still needs after the password: the second factor shown, or one set up first. */
export const NEXT_STEPS = ["SECOND_FACTOR", "ENROL_SECOND_FACTOR"] as const;

/** One of {@link NEXT_STEPS}. */
export type NextStep = (typeof NEXT_STEPS)[number];
