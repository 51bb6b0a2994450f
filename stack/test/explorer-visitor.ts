import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import axe from "axe-core";
import type { Browser, BrowserContext, Locator, Page, Route } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { buildPage } from "../../router/explorer/build-page.ts";
import { describeWithChromium } from "./chromium.ts";
import { startExplorerStandIn, type ExplorerStandIn } from "./explorer-stand-in.ts";

const WIDE = { width: 1440, height: 900 };

/** Left there for whoever wants to look. */
const SCREENSHOTS = join(tmpdir(), "clinic-explorer-screenshots");

/** Violations of the policy, kept where the test reads them. */
const LISTEN = `window.violations = [];
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    violations.push(violatedDirective + " " + blockedURI));`;

/** Ends when what the page has heard so far is on the screen. */
export const SHOWN =
  "new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))))";

/** The browser's own line for an answer with this status. */
export function refused(status: number, reason: string): string {
  return `Failed to load resource: the server responded with a status of ${String(status)} (${reason})`;
}

/** Tests of the explorer's page, built as it is and served by the stand-in, in a real browser. */
export function describeExplorerPage(name: string, tests: (visitor: ExplorerVisitor) => void): void {
  describeWithChromium(name, (launch) => {
    const visitor = new ExplorerVisitor();
    beforeAll(() => visitor.start(launch));
    afterAll(() => visitor.stop());
    beforeEach(() => {
      visitor.begin();
    });
    afterEach(() => visitor.end());
    tests(visitor);
  });
}

/** One visitor of the page, what the stand-in has heard of them, and what tests do with the page. */
export class ExplorerVisitor {
  /** What must not be: errors, words on the console, requests to other places. */
  complaints: string[] = [];
  state!: ReturnType<ExplorerStandIn["reset"]>;
  page!: Page;
  /** Where the page was built. */
  assets!: string;
  #server!: ExplorerStandIn;
  #chromium!: Browser;
  #context!: BrowserContext;

  async start(launch: () => Promise<Browser>): Promise<void> {
    this.assets = join(await mkdtemp(join(tmpdir(), "clinic-explorer-")), "assets");
    [this.#chromium] = await Promise.all([launch(), buildPage({ outputDirectory: this.assets })]);
    this.#server = await startExplorerStandIn(this.assets);
    this.#context = await this.contextOf({ viewport: WIDE });
  }

  async stop(): Promise<void> {
    await this.#chromium.close();
    await this.#server.stop();
    await rm(dirname(this.assets), { recursive: true });
  }

  begin(): void {
    this.state = this.#server.reset();
    this.complaints = [];
  }

  async end(): Promise<void> {
    expect(await this.page.evaluate("violations")).toEqual([]);
    expect(this.complaints).toEqual([]);
    await this.page.close();
  }

  /** What is cached is kept from one page to the next: nobody waits for the editor twice. */
  async contextOf(options: Parameters<Browser["newContext"]>[0]): Promise<BrowserContext> {
    const made = await this.#chromium.newContext(options);
    made.setDefaultTimeout(8_000);
    await made.addInitScript(LISTEN);
    made.on("request", (request) => {
      if (!request.url().startsWith(`${this.#server.url}/`)) this.complaints.push(`asked ${request.url()}`);
    });
    return made;
  }

  async visit(where = this.#context): Promise<void> {
    this.page = await where.newPage();
    this.page.on("pageerror", (error) => this.complaints.push(String(error)));
    this.page.on("console", (message) => {
      // The browser's own line for an answer of 401, which is what somebody signed out is to get.
      if (!message.text().includes("status of 401")) this.complaints.push(message.text());
    });
    await this.page.goto(`${this.#server.url}/explorer`);
  }

  /** Opens the page with a session that is open already. */
  async visitSignedIn(where = this.#context): Promise<void> {
    this.state.session = "open";
    await this.visit(where);
    await this.page.locator(".query-editor .view-lines").waitFor();
  }

  async signIn(): Promise<void> {
    await this.page.getByLabel("E-mail").fill("ana@lakeside.example");
    await this.page.getByLabel("Password").fill("right");
    await this.page.getByRole("button", { name: "Sign in" }).click();
    await this.page.getByLabel("Code").fill("123456");
    await this.page.getByRole("button", { name: "Continue" }).click();
    await this.page.locator(".query-editor .view-lines").waitFor();
  }

  /** Replaces what is in the editor. */
  async type(text: string): Promise<void> {
    await this.page.evaluate(`__MONACO.editor.getEditors()[0].setValue(${JSON.stringify(text)})`);
    await this.page.locator(".preflight[aria-busy=true]").waitFor();
  }

  /** Replaces what is in the editor, and waits until it is checked. */
  async write(text: string): Promise<void> {
    await this.type(text);
    await this.page.locator(".preflight[aria-busy=false]").waitFor();
  }

  /** What is in the editor. */
  text(): Promise<unknown> {
    return this.page.evaluate("__MONACO.editor.getEditors()[0].getValue()");
  }

  async run(query: string): Promise<void> {
    await this.write(query);
    await this.button("Run").click();
    await this.page.getByRole("tablist").waitFor();
  }

  /** Keeps the requests with this method for this path, in their order, until the test answers them or lets them go. */
  async hold(method: string, path: string): Promise<readonly Route[]> {
    const held: Route[] = [];
    await this.page.route(`**${path}`, async (route) => {
      if (route.request().method() === method) held.push(route);
      else await route.fallback();
    });
    return held;
  }

  /** Violations of the rules of axe that are serious or critical. */
  async barriers(): Promise<unknown> {
    await this.page.evaluate(axe.source);
    return this.page.evaluate(`axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => [id, nodes.map(({ html, any }) => [html.slice(0, 200), any.map(({ message }) => message)])]))`);
  }

  async shoot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
  }

  region(name: string): Locator {
    return this.page.getByRole("region", { name, exact: true });
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  async tab(name: string): Promise<void> {
    await this.page.getByRole("tab", { name }).click();
  }
}
