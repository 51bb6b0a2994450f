import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KnockOut } from "#shared/auth/knock-out.ts";
import { createPermissionWorld, type PermissionWorld } from "./permission-world.ts";
import { ForbiddenChanges } from "./knock-out/attempts.ts";
import { BrokenGlass } from "./knock-out/broken-glass.ts";
import { signInCallers, type Caller } from "./knock-out/callers.ts";
import { plantCanariesInAppointments, plantCanariesInPeople } from "./knock-out/canaries.ts";
import { Examination } from "./knock-out/examination.ts";
import { startKnockOutStack, type KnockOutStack } from "./knock-out/knock-out-stack.ts";
import { LAYERS, onlyWith, type Layer } from "./knock-out/layers.ts";

/** Many questions, and a machine that may be busy. */
const TIMEOUT_MS = 300_000;

let stack: KnockOutStack;
let world: PermissionWorld;
let callers: readonly Caller[];
let examination: Examination;
let changes: ForbiddenChanges;
let glass: BrokenGlass;
/** What was found while all layers stood. */
let problems: readonly string[];

beforeAll(async () => {
  stack = await startKnockOutStack();
  await plantCanariesInPeople(stack.admin);
  world = await createPermissionWorld(stack);
  await plantCanariesInAppointments(stack.admin, world.places);
  callers = await signInCallers(stack, world);
  changes = await ForbiddenChanges.create(stack, world, callers);
  glass = await BrokenGlass.create(stack, world, callers);
  examination = await Examination.create(stack, world, callers);
  problems = await examination.whileAllStand(callers);
}, TIMEOUT_MS);
afterAll(() => stack.stop());

describe("while all four layers stand", () => {
  it("everybody sees what is theirs to see, and nothing else", () => {
    expect(problems).toEqual([]);
  });
});

describe(
  "what is clinical of an appointment, by its level and why the glass was broken",
  { timeout: TIMEOUT_MS },
  () => {
    it("is read by whom the purpose lets, and nobody else", async () => {
      expect(await glass.under({ off: [] })).toEqual([]);
    });

    it.each(LAYERS)("also without the layer %s", async (layer) => {
      expect(await glass.under({ off: [layer] })).toEqual([]);
    });

    it("is seen by others when nothing is enforced", async () => {
      const found = await glass.under({ off: LAYERS });
      expect(found).toContain("practitioner for SAFEGUARDING sees VERY_RESTRICTED");
      expect(found).toContain("practitioner for EMERGENCY_TREATMENT sees another patient's");
      expect(found).toContain("admin sees NORMAL");
    });
  },
);

describe("nobody learns more than with all four", { timeout: TIMEOUT_MS }, () => {
  it.each(LAYERS)("without the layer %s", async (layer) => {
    expect(await examination.under({ off: [layer] }, callers)).toEqual([]);
  });
});

// Afterwards: to try a change, things are made that lists then hold.
describe("nobody changes what is not theirs to change", { timeout: TIMEOUT_MS }, () => {
  it.each(LAYERS)("without the layer %s", async (layer) => {
    expect(await changes.tryUnder({ off: [layer] }, callers)).toEqual([]);
  });
});

/** A hole in one layer, made while all others are off, and what it lets somebody learn. */
interface Hole {
  readonly layer: Layer;
  readonly hole: string;
  readonly caller: string;
  readonly root: string;
  readonly learns: string;
  readonly knockOut?: KnockOut;
  /** SQL that makes the hole, and closes it again. */
  readonly sql?: readonly [open: string, close: string];
}

const HOLES: readonly Hole[] = [
  {
    layer: "router",
    hole: "fields that are not judged",
    caller: "practitioner",
    root: "patient",
    learns: "first: patient.contact.phone",
    knockOut: { router: (coordinate) => /^Patient\.contact$|^PatientContact\./.test(coordinate) },
  },
  {
    layer: "shield",
    hole: "a rule that allows",
    caller: "admin",
    root: "appointment",
    learns: "first: appointment.reason",
    knockOut: { shield: (coordinate) => coordinate === "Appointment.reason" },
  },
  {
    layer: "service",
    hole: "an assertCan that was left out",
    caller: "patient",
    root: "patient",
    learns: "second: patient.name.family",
    knockOut: { service: (action) => action === "patient:read" },
  },
  {
    layer: "row-level security",
    hole: "a policy that shows every row",
    caller: "patient",
    root: "patient",
    learns: "second: patient.name.family",
    sql: ["create policy hole on users.patient for select using (true)", "drop policy hole on users.patient"],
  },
];

describe("the examination itself", { timeout: TIMEOUT_MS }, () => {
  it("finds every field that is hidden from somebody, when nothing is enforced", async () => {
    const found = await examination.under({ off: LAYERS }, callers);
    expect(examination.hiddenPaths.size).toBeGreaterThan(50);
    const learned = new Set(found.map((finding) => finding.replace(/^.*: /, "")));
    expect([...examination.hiddenPaths].filter((path) => !learned.has(path))).toEqual([]);
  });

  it.each(HOLES)(
    "finds a hole in the $layer alone: $hole",
    async ({ layer, caller: name, root, learns, knockOut, sql }) => {
      const asking = callers.filter((caller) => caller.name === name);
      const finding = `${name} learns ${learns}`;
      expect(await examination.under(onlyWith(layer), asking, [root])).not.toContain(finding);
      if (sql !== undefined) await stack.admin.unsafe(sql[0]);
      try {
        expect(await examination.under(onlyWith(layer, knockOut), asking, [root])).toContain(finding);
      } finally {
        if (sql !== undefined) await stack.admin.unsafe(sql[1]);
      }
    },
  );

  it("finds a change that nobody refuses", async () => {
    const asking = callers.filter(({ name }) => name === "practitioner");
    expect(await changes.tryUnder({ off: LAYERS }, asking)).toContain(
      "practitioner did changePatientContact to the things of second",
    );
  });
});
