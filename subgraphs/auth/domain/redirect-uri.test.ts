import { describe, expect, it } from "vitest";
import { isAddressOfWeb, isRedirectUriOf, withParameters } from "./redirect-uri.ts";

const WEB = "https://app.clinic.example/callback";

describe("an address that an app may be answered at", () => {
  it("is the one that was registered", () => {
    expect(isRedirectUriOf(WEB, ["https://other.example/", WEB])).toBe(true);
    expect(isRedirectUriOf("com.clinic.app:/callback", ["com.clinic.app:/callback"])).toBe(true);
    expect(isRedirectUriOf(WEB, [])).toBe(false);
  });

  it.each([
    ["nothing", ""],
    ["a suffix of the path", `${WEB}2`],
    ["a deeper path", `${WEB}/more`],
    ["a slash at the end", `${WEB}/`],
    ["a shorter path", "https://app.clinic.example/"],
    ["no path", "https://app.clinic.example"],
    ["a query", `${WEB}?next=https://evil.example`],
    ["an empty query", `${WEB}?`],
    ["a fragment", `${WEB}#`],
    ["a suffix of the host", "https://app.clinic.example.evil.example/callback"],
    ["a prefix of the host", "https://evil-app.clinic.example/callback"],
    ["a subdomain", "https://evil.app.clinic.example/callback"],
    ["a dot after the host", "https://app.clinic.example./callback"],
    ["user information", "https://app.clinic.example@evil.example/callback"],
    ["user information before the host", "https://evil@app.clinic.example/callback"],
    ["a backslash for the host", "https://evil.example\\@app.clinic.example/callback"],
    ["another scheme", "http://app.clinic.example/callback"],
    ["a scheme that runs", "javascript:alert(1)//app.clinic.example/callback"],
    ["no scheme", "//app.clinic.example/callback"],
    ["a port", "https://app.clinic.example:443/callback"],
    ["capitals in the scheme", "HTTPS://app.clinic.example/callback"],
    ["capitals in the host", "https://App.clinic.example/callback"],
    ["capitals in the path", "https://app.clinic.example/Callback"],
    ["an encoded letter", "https://app.clinic.example/c%61llback"],
    ["an encoded slash", "https://app.clinic.example%2fcallback"],
    ["an encoded host", "https://app%2eclinic.example/callback"],
    ["a way back", "https://app.clinic.example/evil/../callback"],
    ["an encoded way back", "https://app.clinic.example/evil/%2e%2e/callback"],
    ["a dot in the path", "https://app.clinic.example/./callback"],
    ["two slashes", "https://app.clinic.example//callback"],
    ["a space before", ` ${WEB}`],
    ["a line after", `${WEB}\r\nset-cookie: a=b`],
    ["a tab within", "https://app.clinic.example/call\tback"],
    ["a null within", `${WEB}\0`],
    ["a letter that looks like another", "https://app.clinic.example/cаllback"],
  ])("is not %s", (_name, asked) => {
    expect(isRedirectUriOf(asked, [WEB])).toBe(false);
  });
});

describe("a loopback address", () => {
  const registered = ["http://127.0.0.1/callback", "http://[::1]/callback"];

  it.each([
    "http://127.0.0.1/callback",
    "http://127.0.0.1:1/callback",
    "http://127.0.0.1:51004/callback",
    "http://127.0.0.1:65535/callback",
    "http://[::1]:51004/callback",
  ])("stands for any port: %s", (asked) => {
    expect(isRedirectUriOf(asked, registered)).toBe(true);
  });

  it.each([
    "http://127.0.0.1:/callback",
    "http://127.0.0.1:0/callback",
    "http://127.0.0.1:080/callback",
    "http://127.0.0.1:65536/callback",
    "http://127.0.0.1:123456/callback",
    "http://127.0.0.1:80:80/callback",
    "http://127.0.0.1:80@evil.example/callback",
    "http://127.0.0.1:80.evil.example/callback",
    "http://127.0.0.1:51004/callback/more",
    "http://127.0.0.1:51004/",
    "http://127.0.0.1:51004",
    "http://127.0.0.1.evil.example:51004/callback",
    "http://127.0.0.2:51004/callback",
    "http://127.1:51004/callback",
    "http://localhost:51004/callback",
    "http://[::2]:51004/callback",
    "https://127.0.0.1:51004/callback",
  ])("does not stand for %s", (asked) => {
    expect(isRedirectUriOf(asked, registered)).toBe(false);
  });

  it("is the only kind that does", () => {
    expect(isRedirectUriOf("http://localhost:3001/callback", ["http://localhost:3000/callback"])).toBe(false);
    expect(isRedirectUriOf("http://localhost:3001/callback", ["http://localhost/callback"])).toBe(false);
    expect(isRedirectUriOf("http://127.0.0.1:3001/callback", ["http://127.0.0.1:3000/callback"])).toBe(false);
    expect(isRedirectUriOf("http://10.0.0.1:3001/callback", ["http://10.0.0.1/callback"])).toBe(false);
  });
});

describe("an address that only the registered app can be behind", () => {
  it("is one of the web, and none that any program of the machine may have taken", () => {
    expect([WEB, "http://localhost:3000/callback"].map(isAddressOfWeb)).toEqual([true, true]);
    const taken = ["http://127.0.0.1:3000/callback", "http://[::1]/callback", "com.clinic.app:/callback"];
    const alike = ["http://localhost.evil.example/", "http://localhost@evil.example/", "http://app.example/"];
    for (const address of [...taken, ...alike])
      expect([address, isAddressOfWeb(address)]).toEqual([address, false]);
  });
});

describe("an answer", () => {
  it("is added to what the address has already, and encoded", () => {
    expect(withParameters(WEB, { code: "a b&c", state: undefined, iss: "https://x.example" })).toBe(
      `${WEB}?code=a+b%26c&iss=https%3A%2F%2Fx.example`,
    );
    expect(withParameters(`${WEB}?a=1`, { state: "é" })).toBe(`${WEB}?a=1&state=%C3%A9`);
  });
});
