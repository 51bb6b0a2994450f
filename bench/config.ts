/** The environment of a measured program: what a shell needs, and nothing of ours but `settings`. */
export function programEnvironment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, APOLLO_TELEMETRY_DISABLED: "true", ...settings };
}
