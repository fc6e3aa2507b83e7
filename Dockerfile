# The desk: one record, served by a user without rights. Build from a checkout: docker build -t sayso .
# Everything that is installed comes from wheels made in the first stage; the second has no compiler and no pip cache.

FROM python:3.11-slim AS build
WORKDIR /sources
COPY pyproject.toml README.md LICENSE ./
COPY src ./src
RUN python -m pip wheel --no-cache-dir --wheel-dir /wheels '.[serve,export]'

FROM python:3.11-slim
LABEL org.opencontainers.image.title="sayso" \
      org.opencontainers.image.description="A record of what reports say, and on whose say-so, as pages and an API" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /wheels /wheels
RUN python -m pip install --no-cache-dir --no-index --find-links=/wheels 'sayso[serve,export]' \
    && rm -rf /wheels \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin sayso \
    && install -d -o sayso -g sayso /records
# Nothing is written outside /records and /tmp: the root file system may be mounted read-only.
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 HOME=/tmp
USER 10001:10001
WORKDIR /records
VOLUME /records
EXPOSE 8642
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8642/health', timeout=4).read()"]
ENTRYPOINT ["sayso"]
# Accounts stand beside the record. Another record, name or certificate: give the whole command instead.
CMD ["serve", "/records/crisis.sayso", "--auth", "--host", "0.0.0.0", "--public", "http://localhost:8642"]
