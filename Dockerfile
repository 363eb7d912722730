# Home Assistant's Alpine base, pinned: s6, bashio, curl, and a Node that is 24 (Alpine 3.24).
ARG BUILD_FROM=ghcr.io/home-assistant/base:3.24-2026.06.1

# Compiles on the builder's own processor: what comes out runs on any.
FROM --platform=$BUILDPLATFORM ${BUILD_FROM} AS build
RUN apk add --no-cache nodejs~24 npm
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.base.json tsconfig.build.json ./
COPY scripts/copy-assets.ts scripts/
COPY src src
COPY panel panel
RUN npm run build

# Optional dependencies stay: binaries for this processor and musl are among them.
FROM ${BUILD_FROM} AS dependencies
RUN apk add --no-cache nodejs~24 npm
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM ${BUILD_FROM}
ARG BUILD_VERSION=dev
ARG BUILD_ARCH
LABEL io.hass.version="${BUILD_VERSION}" \
      io.hass.type="app" \
      io.hass.arch="${BUILD_ARCH}" \
      org.opencontainers.image.title="Masthead" \
      org.opencontainers.image.description="One dependable TV source from all your IPTV providers" \
      org.opencontainers.image.source="https://github.com/masthead-tv/masthead" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${BUILD_VERSION}"

# The time that config.yaml gives for the end.
ENV NODE_ENV=production \
    S6_SERVICES_GRACETIME=30000 \
    S6_KILL_GRACETIME=30000 \
    MASTHEAD_DATA_DIR=/data \
    MASTHEAD_CONTROL_SOCKET=/run/masthead/control.sock

RUN apk add --no-cache nodejs~24 ffmpeg \
 && addgroup -S -g 5004 masthead \
 && adduser -S -D -H -u 5004 -G masthead -h /data -s /sbin/nologin masthead

WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY addon/rootfs /

EXPOSE 5004/tcp 65001/tcp 65001/udp 1900/udp

# The sidebar shows "is starting" until this says yes: so it is asked every second at first.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --start-interval=1s --retries=3 \
    CMD ["/usr/local/bin/health"]
