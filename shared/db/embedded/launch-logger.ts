/** The part of a pino logger that the launcher speaks to. */
export interface LaunchLogger {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
}
