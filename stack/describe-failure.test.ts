import { describe, expect, it } from "vitest";
import { ConfigError } from "#shared/config/load-config.ts";
import { describeFailure } from "#shared/process/describe-failure.ts";

describe("describeFailure", () => {
  it("tells what the operator can mend in a sentence", () => {
    const inUse = Object.assign(new Error("listen EADDRINUSE"), { code: "EADDRINUSE", port: 4000 });
    expect(describeFailure(inUse)).toMatch(/^Port 4000 is in use/);
    const problem = { variable: "X", kind: "missing", message: "X is missing." } as const;
    expect(describeFailure(new ConfigError("stack", [problem]))).toMatch(/X is missing\.$/);
  });

  it("keeps the stack of anything else", () => {
    expect(describeFailure(new TypeError("odd"))).toMatch(/^TypeError: odd\n +at /);
    expect(describeFailure("odd")).toBe("odd");
  });
});
