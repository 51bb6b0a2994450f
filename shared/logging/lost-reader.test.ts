import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";

const LOGGER = new URL("logger.ts", import.meta.url).href;

/** Starts a program that logs, and goes away from the other end of its pipe. */
async function startUnread(source: string): Promise<ChildProcess> {
  const program = spawn(
    process.execPath,
    [
      "--input-type=module",
      "-e",
      `const { createLogger } = await import(${JSON.stringify(LOGGER)});
       const logger = createLogger({ service: "test", level: "info" });
       logger.info("begun");
       ${source}
       process.send("started");`,
    ],
    { stdio: ["ignore", "pipe", "inherit", "ipc"] },
  );
  const { stdout } = program;
  if (stdout === null) throw new Error("The program has no pipe.");
  await Promise.all([once(program, "message"), once(stdout, "data")]);
  const closed = once(stdout, "close");
  stdout.destroy();
  await closed;
  return program;
}

describe("a process whose log nobody reads any longer", () => {
  it("ends when it is told to", async () => {
    const program = await startUnread(`
      process.on("SIGTERM", () => {
        logger.info("one");
        logger.info("two");
        process.exit(7);
      });
      setInterval(() => undefined, 1000);`);
    program.kill("SIGTERM");
    expect(await once(program, "exit")).toEqual([7, null]);
  });

  it("goes on with what it does", async () => {
    const program = await startUnread(`
      process.on("message", () => {
        for (let line = 0; line < 100; line += 1) logger.error("x".repeat(100_000));
        setImmediate(() => {
          process.send("still there");
          process.disconnect();
        });
      });`);
    program.send("work");
    expect(await once(program, "message")).toEqual(["still there", undefined]);
    expect(await once(program, "exit")).toEqual([0, null]);
  });
});
