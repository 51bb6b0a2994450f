export { SeedRefusedError } from "./seed-refused-error.ts";
export { seedWorld, type SeedOptions, type SeedSummary } from "./seed.ts";
