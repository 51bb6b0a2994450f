import { describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import type { GraphqlAnswer } from "#shared/testing/subgraph-harness.ts";
import { GRANT, OTHER_PATIENT_ID, PATIENT_ID, useBreakGlassWorld } from "./break-glass-world.ts";
import { drainOutbox, recorded } from "./outbox.ts";

const REVIEW = `mutation ($input: ReviewBreakGlassInput!) {
  reviewBreakGlass(input: $input) { grant { ${GRANT} } userErrors { code field } }
}`;
const REPORT = `query ($filter: BreakGlassGrantFilter, $first: Int, $after: String) {
  breakGlassGrants(first: $first, after: $after, filter: $filter) {
    nodes { ${GRANT} } totalCount pageInfo { hasNextPage endCursor }
  }
}`;

const world = useBreakGlassWorld();
const { begin, openedBy, storedGrants } = world;

function review(
  viewer: Viewer,
  grantId: string,
  changes: Record<string, unknown> = {},
): Promise<GraphqlAnswer> {
  return world.harness.execute(viewer, REVIEW, { input: { grantId, finding: "UNJUSTIFIED", ...changes } });
}

describe("the report", () => {
  it("shows an admin the tenant's grants, last first, in pages, and by what was reviewed and for whom", async () => {
    const ids: string[] = [];
    for (const [minute, patientId] of [PATIENT_ID, OTHER_PATIENT_ID, PATIENT_ID].entries()) {
      world.harness.setMinutes(minute);
      ids.unshift(await openedBy((await begin()).viewer, { patientId }));
    }
    world.harness.setMinutes(40);
    await review(world.admin, String(ids[0]));
    const idsOf = async (variables: Record<string, unknown>): Promise<unknown[]> => {
      const { data } = await world.harness.execute(world.admin, REPORT, variables);
      const nodes: { id: string }[] = data.breakGlassGrants.nodes;
      expect(data.breakGlassGrants.totalCount).toBeGreaterThanOrEqual(nodes.length);
      return nodes.map(({ id }) => id);
    };
    expect(await idsOf({})).toEqual(ids);
    expect(await idsOf({ filter: { isReviewed: false } })).toEqual(ids.slice(1));
    expect(await idsOf({ filter: { isReviewed: true } })).toEqual(ids.slice(0, 1));
    expect(await idsOf({ filter: { patientId: OTHER_PATIENT_ID } })).toEqual([ids[1]]);
    const first = await world.harness.execute(world.admin, REPORT, { first: 2 });
    const { endCursor, hasNextPage } = first.data.breakGlassGrants.pageInfo;
    expect(hasNextPage).toBe(true);
    expect(await idsOf({ first: 2, after: endCursor })).toEqual(ids.slice(2));
  });

  it("shows another tenant's admin none, and is for admins only", async () => {
    const { viewer } = await begin();
    const grantId = await openedBy(viewer);
    const foreign = { ...world.admin, tenantId: world.tenants.lakeside };
    const { data } = await world.harness.execute(foreign, REPORT, {});
    expect(data.breakGlassGrants).toMatchObject({ nodes: [], totalCount: 0 });
    const reviewed = await review(foreign, grantId);
    expect(reviewed.data.reviewBreakGlass.userErrors).toMatchObject([{ code: "GRANT_NOT_FOUND" }]);
    const answer = await world.harness.execute({ ...viewer, roles: ["PRACTITIONER"] }, REPORT, {});
    expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
  });

  it("is a read of each patient it names, on record", async () => {
    const grantId = await openedBy((await begin()).viewer);
    await drainOutbox(world.harness.admin);
    await world.harness.execute(world.admin, "{ breakGlassGrants { nodes { id justification } } }");
    expect(await recorded(world.harness.admin)).toMatchObject([
      {
        ...{ category: "READ", action: "break-glass:read", patientId: PATIENT_ID, entityId: grantId },
        fields: ["id", "justification"],
      },
    ]);
  });

  it("sends the same statements for 1 and for 10 grants", async () => {
    const counts: number[] = [];
    for (let opened = 1; opened <= 10; opened += 1) {
      await openedBy((await begin()).viewer);
      if (opened !== 1 && opened !== 10) continue;
      world.harness.statements.clear();
      const { data } = await world.harness.execute(
        world.admin,
        "{ breakGlassGrants { nodes { id holder { email } } } }",
      );
      expect(data.breakGlassGrants.nodes).toHaveLength(opened);
      counts.push(world.harness.statements.list.length);
    }
    expect(counts[1]).toBe(counts[0]);
  });
});

describe("reviewBreakGlass", () => {
  it("records what an admin found, once, on record", async () => {
    const grantId = await openedBy((await begin()).viewer);
    world.harness.setMinutes(30);
    await drainOutbox(world.harness.admin);
    const answer = await review(world.admin, grantId, { finding: "JUSTIFIED", remark: " Called the ward " });
    expect(answer.data.reviewBreakGlass).toMatchObject({
      grant: {
        id: grantId,
        review: {
          ...{ reviewer: { email: "ada@admins.example" }, reviewedAt: world.harness.now().toISOString() },
          ...{ finding: "JUSTIFIED", remark: "Called the ward" },
        },
      },
      userErrors: [],
    });
    const [row] = await drainOutbox(world.harness.admin);
    expect(row).toMatchObject({
      payload: {
        ...{ action: "break-glass:review", entityId: grantId, patientId: PATIENT_ID },
        detail: { purpose: "SAFEGUARDING", finding: "JUSTIFIED" },
      },
    });
    expect(JSON.stringify(row)).not.toContain("ward");
    const again = await review(world.admin, grantId);
    expect(again.data.reviewBreakGlass.userErrors).toEqual([
      { code: "ALREADY_REVIEWED", field: "input.grantId" },
    ]);
    expect(await storedGrants()).toMatchObject([{ finding: "JUSTIFIED" }]);
  });

  it("refuses the holder, a grant in force, and one that there is not", async () => {
    const { viewer } = await begin();
    const grantId = await openedBy(viewer);
    const codeOf = async (who: Viewer, id: string): Promise<unknown> => {
      const { data } = await review(who, id);
      expect(data.reviewBreakGlass.grant).toBeNull();
      const code: unknown = data.reviewBreakGlass.userErrors[0].code;
      return code;
    };
    expect(await codeOf(world.admin, grantId)).toBe("GRANT_IN_FORCE");
    expect(await codeOf(viewer, grantId)).toBe("OWN_GRANT");
    world.harness.setMinutes(30);
    expect(await codeOf(viewer, grantId)).toBe("OWN_GRANT");
    expect(await codeOf(world.admin, newId())).toBe("GRANT_NOT_FOUND");
    expect(await storedGrants()).toMatchObject([{ finding: null }]);
  });

  it("is not for a practitioner", async () => {
    const { viewer } = await begin();
    const grantId = await openedBy(viewer);
    const answer = await review({ ...viewer, roles: ["PRACTITIONER"] }, grantId);
    expect(answer.errors?.map(({ extensions }) => extensions["code"])).toEqual(["AUTH_FORBIDDEN"]);
  });
});
