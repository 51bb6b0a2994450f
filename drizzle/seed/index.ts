export { generateLoad, type LoadSummary } from "./load/generate-load.ts";
export type { LoadSettings } from "./load/load-plan.ts";
export { SeedRefusedError } from "./seed-refused-error.ts";
export { seedWorld, type SeedSummary } from "./seed.ts";
