import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { createLogger } from "#shared/logging/logger.ts";
import { NO_METRICS } from "#shared/observability/metrics.ts";
import type { Change } from "./change-repository.ts";
import { NOTHING_YET, type Resumption } from "./change-source.ts";
import { LiveHub } from "./live-hub.ts";
import { DEFAULT_LIVE_SETTINGS } from "./live-settings.ts";
import type { LiveStream, StreamSink } from "./live-stream.ts";
import type { StreamSubject } from "./stream-subject.ts";

const [TENANT, PATIENT, PRACTITIONER] = [randomUUID(), randomUUID(), randomUUID()];
const VIEWER: Viewer = {
  ...ANONYMOUS,
  kind: "ACCOUNT",
  accountId: randomUUID(),
  tenantId: TENANT,
  roles: ["USER"],
  patientId: PATIENT,
  sessionHash: "session",
};
const DOCTOR: Viewer = {
  ...VIEWER,
  accountId: randomUUID(),
  roles: ["PRACTITIONER"],
  patientId: null,
  practitionerId: PRACTITIONER,
};
const OF_PATIENT: StreamSubject = { kind: "PATIENT", id: PATIENT, tenantId: TENANT };
const OF_PRACTITIONER: StreamSubject = { kind: "PRACTITIONER", id: PRACTITIONER, tenantId: TENANT };
const FROM_NOW: Resumption = { missed: [], isReset: false, cursor: NOTHING_YET, position: 0 };
const SECOND_MS = 1_000;

/** What a client gets. */
class Paper implements StreamSink {
  text = "";
  bufferedBytes = 0;
  isEnded = false;
  isDestroyed = false;
  write(text: string): void {
    this.text += text;
  }
  end(): void {
    this.isEnded = true;
  }
  destroy(): void {
    this.isDestroyed = true;
  }
  /** Names of events, with the id of what has changed or the reason. */
  get events(): string[] {
    return [...this.text.matchAll(/^event: (\w+)\ndata: (.*)$/gm)].map(([, name = "", data = ""]) => {
      const { id, reason } = JSON.parse(data) as { id?: string; reason?: string };
      return [name, id ?? reason].filter((part) => part !== undefined).join(" ");
    });
  }
}

let nowMs: number;
let position: number;
let hub: LiveHub;
const recheck = vi.fn<() => Promise<Viewer>>();
const endings: string[] = [];
let sent: number;

beforeEach(() => {
  nowMs = 1_000_000;
  position = 0;
  sent = 0;
  endings.length = 0;
  recheck.mockReset().mockResolvedValue(VIEWER);
  hub = newHub();
});

function newHub(settings: Partial<typeof DEFAULT_LIVE_SETTINGS> = {}): LiveHub {
  return new LiveHub({
    settings: { ...DEFAULT_LIVE_SETTINGS, ...settings },
    clock: () => new Date(nowMs),
    now: () => nowMs,
    logger: createLogger({ service: "test", level: "silent" }),
    metrics: {
      ...NO_METRICS,
      liveStreamEnded: (reason) => void endings.push(reason),
      liveEventsSent: (events) => void (sent += events),
    },
  });
}

function changeOf(values: Partial<Change> = {}): Change {
  position += 1;
  return {
    ...{ id: randomUUID(), position, tenantId: TENANT, type: "Appointment", entityId: `a${position}` },
    ...{ version: 1, patientId: PATIENT, practitionerIds: [PRACTITIONER], ...values },
  };
}

function open(
  subject = OF_PATIENT,
  viewer = VIEWER,
  { from = FROM_NOW, expiresAtMs = null as number | null } = {},
): { stream: LiveStream; paper: Paper } {
  const paper = new Paper();
  const stream = hub.open({ subject, follower: { viewer, expiresAtMs }, recheck });
  stream.begin(paper, from);
  return { stream, paper };
}

/** Ticks each second. */
async function pass(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    nowMs += SECOND_MS;
    hub.tick();
    await vi.waitFor(() => undefined);
  }
}

describe("a stream", () => {
  it("begins with a hint when to come back, and from where", () => {
    const { paper } = open();
    expect(paper.text).toBe(`retry: 3000\nid: ${NOTHING_YET}\nevent: ready\ndata: {}\n\n`);
  });

  it("tells type, id and version of what has changed, and an id to resume by", () => {
    const { paper } = open();
    const change = changeOf({ version: 3 });
    hub.publish([change]);
    expect(paper.text).toContain(
      `id: ${change.id}\nevent: change\ndata: {"type":"Appointment","id":"a1","version":3}\n\n`,
    );
    expect(sent).toBe(1);
  });

  it("has what concerns its subject, and nothing else", () => {
    const mine = open();
    const day = open(OF_PRACTITIONER, DOCTOR);
    hub.publish([
      changeOf(),
      changeOf({ patientId: randomUUID() }),
      changeOf({ practitionerIds: [randomUUID()] }),
      changeOf({ practitionerIds: [randomUUID(), PRACTITIONER], patientId: randomUUID() }),
      changeOf({ tenantId: randomUUID() }),
    ]);
    expect(mine.paper.events).toEqual(["ready", "change a1", "change a3"]);
    expect(day.paper.events).toEqual(["ready", "change a1", "change a2", "change a4"]);
  });

  it("tells of an offer to who waits the patient, and no practitioner who follows the patient", () => {
    const [own, doctor] = [open(), open(OF_PATIENT, DOCTOR)];
    const change = changeOf({ type: "WaitlistEntry", practitionerIds: [] });
    hub.publish([change]);
    expect(own.paper.text).toContain(`{"type":"WaitlistEntry","id":"${change.entityId}","version":1}`);
    expect(doctor.paper.text).not.toContain("WaitlistEntry");
  });

  it("has each change judged by itself: a practitioner who follows a patient is told of own appointments only", () => {
    const { paper } = open(OF_PATIENT, DOCTOR);
    hub.publish([changeOf(), changeOf({ practitionerIds: [randomUUID()] })]);
    expect(paper.events).toEqual(["ready", "change a1"]);
  });

  it("is told through broken glass as long as the grant is in force", () => {
    const breakGlass = {
      ...{ grantId: randomUUID(), patientId: PATIENT, purpose: "EMERGENCY_TREATMENT" as const },
      expiresAt: new Date(nowMs + 1_500).toISOString(),
    };
    const { paper } = open(OF_PATIENT, { ...DOCTOR, breakGlass });
    const ofOthers = { practitionerIds: [randomUUID()] };
    hub.publish([changeOf(ofOthers)]);
    nowMs += 2_000;
    hub.publish([changeOf(ofOthers)]);
    expect(paper.events).toEqual(["ready", "change a1"]);
  });

  it("sends what was missed, then what came in between, each once and in order", () => {
    const paper = new Paper();
    const stream = hub.open({
      subject: OF_PATIENT,
      follower: { viewer: VIEWER, expiresAtMs: null },
      recheck,
    });
    const [missed, both, later] = [changeOf(), changeOf(), changeOf()];
    hub.publish([both, later]);
    const cursor = both.id;
    stream.begin(paper, { missed: [missed, both], isReset: false, cursor, position: both.position });
    hub.publish([changeOf()]);
    expect(paper.events).toEqual(["change a1", "change a2", "ready", "change a3", "change a4"]);
  });

  it("tells who has missed too much to fetch everything, and goes on", () => {
    const cursor = randomUUID();
    const { paper } = open(OF_PATIENT, VIEWER, { from: { ...FROM_NOW, isReset: true, cursor } });
    hub.publish([changeOf()]);
    expect(paper.text).toContain(`id: ${cursor}\nevent: reset\ndata: {}\n\n`);
    expect(paper.events).toEqual(["reset", "ready", "change a1"]);
  });

  it("shows signs of life every 15 seconds", async () => {
    const { paper } = open();
    await pass(14);
    expect(paper.text).not.toContain(":\n\n");
    await pass(16);
    expect(paper.text.match(/^:$/gm)).toHaveLength(2);
  });

  it("lets go of who does not read", () => {
    const { paper } = open();
    paper.bufferedBytes = DEFAULT_LIVE_SETTINGS.bufferBytes + 1;
    hub.publish([changeOf(), changeOf()]);
    expect(paper.isDestroyed).toBe(true);
    expect([hub.size, endings, paper.events.length]).toEqual([0, ["SLOW_READER"], 2]);
  });

  it("holds back no more than a thousand changes before it has begun", () => {
    const paper = new Paper();
    const stream = hub.open({
      subject: OF_PATIENT,
      follower: { viewer: VIEWER, expiresAtMs: null },
      recheck,
    });
    hub.publish(Array.from({ length: 1_001 }, () => changeOf()));
    stream.begin(paper, FROM_NOW);
    expect([hub.size, endings, paper.isEnded]).toEqual([0, ["SLOW_READER"], true]);
    expect(paper.events).toEqual(["end SLOW_READER"]);
  });

  it("leaves nothing behind when the client goes", () => {
    const { stream, paper } = open();
    stream.leave();
    hub.publish([changeOf()]);
    expect([hub.size, endings, paper.events]).toEqual([0, ["CLIENT_LEFT"], ["ready"]]);
  });
});

describe("who follows", () => {
  const endOf = async (paper: Paper): Promise<void> => {
    await vi.waitFor(() => expect(paper.isEnded).toBe(true));
  };

  it("is looked at again when the session has ended, and told nothing meanwhile", async () => {
    const { paper } = open();
    const asked = Promise.withResolvers<Viewer>();
    recheck.mockReturnValueOnce(asked.promise);
    hub.onNews({ sessions: new Set(["session"]), hasRevokedTokens: false });
    hub.publish([changeOf()]);
    expect(paper.events).toEqual(["ready"]);
    asked.reject(new AppError("AUTH_UNAUTHENTICATED"));
    await endOf(paper);
    expect(paper.events).toEqual(["ready", "end SESSION_ENDED"]);
  });

  it("goes on when the session has only changed, with what was held back", async () => {
    const { paper } = open();
    hub.onNews({ sessions: new Set(["session"]), hasRevokedTokens: false });
    hub.publish([changeOf()]);
    await vi.waitFor(() => expect(paper.events).toEqual(["ready", "change a1"]));
    // What auth remembers may have been a moment old.
    await pass(2);
    expect(recheck).toHaveBeenCalledTimes(2);
  });

  it("begins only when that is known", async () => {
    const paper = new Paper();
    const stream = hub.open({
      subject: OF_PATIENT,
      follower: { viewer: VIEWER, expiresAtMs: null },
      recheck,
    });
    const asked = Promise.withResolvers<Viewer>();
    recheck.mockReturnValueOnce(asked.promise);
    hub.onNews({ sessions: null, hasRevokedTokens: true });
    stream.begin(paper, { ...FROM_NOW, missed: [changeOf()] });
    expect(paper.events).toEqual([]);
    asked.resolve(VIEWER);
    await vi.waitFor(() => expect(paper.events).toEqual(["change a1", "ready"]));
  });

  it("is not looked at for news of others", () => {
    open();
    open(OF_PRACTITIONER, { ...DOCTOR, sessionHash: null });
    hub.onNews({ sessions: new Set(["another"]), hasRevokedTokens: false });
    expect(recheck).not.toHaveBeenCalled();
    hub.onNews({ sessions: new Set(), hasRevokedTokens: true });
    expect(recheck).toHaveBeenCalledTimes(1);
  });

  it("is asked for once more when there is news while it is asked for", async () => {
    const { paper } = open();
    const first = Promise.withResolvers<Viewer>();
    recheck.mockReturnValueOnce(first.promise).mockRejectedValueOnce(new AppError("AUTH_FORBIDDEN"));
    const news = { sessions: new Set(["session"]), hasRevokedTokens: false };
    hub.onNews(news);
    hub.onNews(news);
    hub.publish([changeOf()]);
    first.resolve(VIEWER);
    await endOf(paper);
    expect(paper.events).toEqual(["ready", "end NOT_ALLOWED"]);
  });

  it("is looked at again within 30 seconds, and judged by what is found", async () => {
    const { paper } = open();
    recheck.mockResolvedValue({ ...VIEWER, roles: [] });
    await pass(30);
    expect(recheck).toHaveBeenCalled();
    hub.publish([changeOf()]);
    expect(paper.events).toEqual(["ready"]);
  });

  it("has a minute when nobody can say who it is", async () => {
    const { paper } = open();
    recheck.mockRejectedValue(new AppError("DEPENDENCY_UNAVAILABLE"));
    await pass(59);
    expect(paper.isEnded).toBe(false);
    await pass(1);
    expect(paper.events).toEqual(["ready", "end UNAVAILABLE"]);
  });

  it("is told when the token ends by itself", async () => {
    const { paper } = open(OF_PATIENT, VIEWER, { expiresAtMs: nowMs + 2_500 });
    await pass(2);
    expect(paper.isEnded).toBe(false);
    await pass(1);
    expect(paper.events).toEqual(["ready", "end EXPIRED"]);
  });
});

describe("a router", () => {
  it("keeps so many streams of an account, and others as before", () => {
    hub = newHub({ connectionsPerAccount: 2 });
    const { stream } = open();
    open();
    expect(() => open()).toThrow(expect.objectContaining({ code: "RATE_LIMIT_EXCEEDED" }));
    open(OF_PRACTITIONER, DOCTOR);
    stream.leave();
    open();
    expect(hub.size).toBe(3);
  });

  it("keeps so many streams in all", () => {
    hub = newHub({ connections: 1 });
    open();
    expect(() => open(OF_PRACTITIONER, DOCTOR)).toThrow(
      expect.objectContaining({ code: "DEPENDENCY_UNAVAILABLE" }),
    );
  });

  it("sends everybody elsewhere when it is about to end", () => {
    const { paper } = open();
    hub.drain();
    expect(paper.text.endsWith('retry: 3000\nevent: end\ndata: {"reason":"SHUTDOWN"}\n\n')).toBe(true);
    expect([paper.isEnded, hub.size, hub.isDraining]).toEqual([true, 0, true]);
  });

  it("says so as well to who was about to begin", () => {
    const paper = new Paper();
    const stream = hub.open({
      subject: OF_PATIENT,
      follower: { viewer: VIEWER, expiresAtMs: null },
      recheck,
    });
    hub.drain();
    stream.begin(paper, FROM_NOW);
    expect([paper.events, paper.isEnded]).toEqual([["end SHUTDOWN"], true]);
  });
});
