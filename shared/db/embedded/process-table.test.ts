import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, describe, expect, it, vi } from "vitest";
import { findProcess, findWithPs } from "./process-table.ts";

const NO_SUCH_PID = 2 ** 22 + 1;
const killAfterwards: (() => void)[] = [];

afterEach(() => {
  for (const kill of killAfterwards.splice(0)) kill();
});

describe.each([
  ["the system's own table", findProcess],
  ["ps", findWithPs],
])("a process in %s", (_source, find) => {
  it("is told with its command line and a start that stays the same", async () => {
    const first = await find(process.pid);
    expect(first?.commandLine).toContain("node");
    expect(first?.startedAt).toMatch(/\d/);
    expect(await find(process.pid)).toEqual(first);
  });

  it("is missing when there is none", async () => {
    expect(await find(NO_SUCH_PID)).toBeUndefined();
  });

  it("is missing when it is a zombie", async () => {
    // `exec` makes the shell a program that never collects the child the shell started.
    const parent = spawn("sh", ["-c", "sleep 0.1 & echo $!; exec sleep 60"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    killAfterwards.push(() => parent.kill("SIGKILL"));
    const [pid] = await once(parent.stdout.setEncoding("utf8"), "data");
    await vi.waitFor(async () => expect(await find(Number(pid))).toBeUndefined());
    expect(process.kill(Number(pid), 0)).toBe(true);
  });
});
