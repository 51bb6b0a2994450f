export { SeedRefusedError } from "./seed-refused-error.ts";
export { seedWorld, type SeedSummary } from "./seed.ts";
