import { vi } from "vitest";

/**
 * Lets a test end deadlines by hand, so that it neither waits for them nor depends on how busy the machine is. The
 * controllers come in the order in which the deadlines begin; vitest puts the real timers back after the test.
 */
export function holdTimeouts(): readonly AbortController[] {
  const controllers: AbortController[] = [];
  vi.spyOn(AbortSignal, "timeout").mockImplementation(() => {
    const controller = new AbortController();
    controllers.push(controller);
    return controller.signal;
  });
  return controllers;
}
