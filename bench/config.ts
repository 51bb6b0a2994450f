/** What is measured is in more of a hurry than anybody whom the defaults are for. */
const AMPLE_LIMITS = {
  CLINIC_LIMIT_ADDRESS_POINTS: "1000000000000",
  CLINIC_LIMIT_ACCOUNT_POINTS: "1000000000000",
  CLINIC_LIMIT_CLIENT_POINTS: "1000000000000",
  CLINIC_LIMIT_CREDENTIALS: "1000000000000",
};

/** The environment of a measured program: what a shell needs, and nothing of ours but `settings`. */
export function programEnvironment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, APOLLO_TELEMETRY_DISABLED: "true", ...AMPLE_LIMITS, ...settings };
}

/** Where a Redis is, for what needs one. */
export function redisUrl(): string | undefined {
  return process.env["REDIS_URL"];
}
