import { systemViewer } from "#shared/auth/service-accounts.ts";
import type { Viewer } from "#shared/auth/viewer.ts";

/** The router itself asking, on nobody's behalf. */
export const ROUTER_VIEWER: Viewer = systemViewer("router", null);
