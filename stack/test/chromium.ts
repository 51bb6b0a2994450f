import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";
import { describe } from "vitest";
import { readTestingConfig } from "#shared/testing/config.ts";

/** Where Debian and Ubuntu put it, and where continuous integration has Chrome. */
const PLACES = ["/usr/bin/chromium", "/usr/bin/google-chrome"];

/** It calls nobody at home, and needs neither a screen nor a sandbox of its own. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // A page that a test hands over came from no address: Chromium would not let it call this machine.
  "--disable-features=LocalNetworkAccessChecks",
];

/**
 * Tests that need a Chromium. Where there is none they are left out and say so; with `TEST_REQUIRE_BROWSER=true`, as in
 * continuous integration, that is a failure.
 */
export function describeWithChromium(name: string, tests: (launch: () => Promise<Browser>) => void): void {
  const executablePath = PLACES.find((place) => existsSync(place));
  const launch = () =>
    chromium.launch({ executablePath: executablePath ?? "", headless: true, args: ARGUMENTS });
  if (executablePath !== undefined) {
    describe(name, () => {
      tests(launch);
    });
    return;
  }
  if (readTestingConfig().isBrowserRequired)
    throw new Error(`There is no Chromium at ${PLACES.join(" or ")}, and these tests need one: ${name}.`);
  process.stderr.write(`NOT TESTED, because there is no Chromium at ${PLACES.join(" or ")}: ${name}\n`);
  describe.skip(name, () => {
    tests(launch);
  });
}
