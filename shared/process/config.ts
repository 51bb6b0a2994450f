/** True when the coverage of this process is measured: V8 counts code that it takes out of a cache less exactly. */
export function isCoverageMeasured(env: NodeJS.ProcessEnv = process.env): boolean {
  return (env["NODE_V8_COVERAGE"] ?? "") !== "";
}
