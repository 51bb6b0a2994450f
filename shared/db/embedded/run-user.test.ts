import { describe, expect, it } from "vitest";
import { findRunUser, requireRunUser } from "./run-user.ts";

const ROOT = "root:x:0:0:root:/root:/bin/bash\n";
const NOBODY = "nobody:x:65534:65533:nobody:/nonexistent:/usr/sbin/nologin\n";
const POSTGRES = "postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash\n";

describe("the user who runs the server for root", () => {
  it("is postgres where the machine has one", () => {
    expect(findRunUser(ROOT + NOBODY + POSTGRES)).toEqual({ uid: 101, gid: 104 });
  });

  it("is nobody otherwise", () => {
    expect(findRunUser(ROOT + NOBODY)).toEqual({ uid: 65534, gid: 65533 });
  });

  it("is asked for in the message when the machine has neither", () => {
    expect(() => requireRunUser(ROOT)).toThrow(/neither a user 'postgres' nor 'nobody'/);
  });
});
