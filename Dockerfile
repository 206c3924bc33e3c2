# The service with its browser pages, for compose.yaml. Built and run by the operator; not run here (see
# docs/operations.md for what was tried of it).

FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY .npmrc package.json package-lock.json ./
COPY shared-types/package.json shared-types/
COPY server/package.json server/
COPY miniapp/package.json miniapp/
RUN npm ci
COPY . .
# No DEMO: neither demo accounts nor the component gallery are in these pages.
RUN npm run build:server && NODE_ENV=production npm run build:h5

FROM node:20-bookworm-slim AS packages
WORKDIR /app
COPY .npmrc package.json package-lock.json ./
COPY shared-types/package.json shared-types/
COPY server/package.json server/
COPY miniapp/package.json miniapp/
RUN npm ci --omit=dev --workspace shared-types --workspace server

FROM node:20-bookworm-slim
ENV NODE_ENV=production PORT=7001
WORKDIR /app
COPY --from=packages /app ./
COPY --from=build /app/shared-types/index.cjs shared-types/
COPY --from=build /app/shared-types/dist shared-types/dist
COPY --from=build /app/server/dist server/dist
COPY --from=build /app/server/content server/content
COPY --from=build /app/miniapp/dist/h5 miniapp/dist/h5
USER node
EXPOSE 7001
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:7001/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Room for what waits for the database: see scripts/lib/service-flags.mjs.
CMD ["node", "--max-semi-space-size=64", "server/dist/main.js"]
