# A real deployment in a container: `muster serve`, without root, with its data in /data.

FROM python:3.11-slim AS built
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
COPY requirements.txt requirements-build.txt ./
RUN pip install --require-hashes -r requirements-build.txt \
 && python -m venv /opt/muster \
 && /opt/muster/bin/pip install --require-hashes -r requirements.txt
COPY . .
RUN pip wheel --no-deps --no-build-isolation --wheel-dir /wheel . \
 && /opt/muster/bin/pip install --no-deps /wheel/muster-*.whl \
 && /opt/muster/bin/pip uninstall --yes pip setuptools

FROM python:3.11-slim
RUN groupadd --gid 10001 muster \
 && useradd --uid 10001 --gid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin muster \
 && install --directory --owner=muster --group=muster --mode=0700 /data
COPY --from=built /opt/muster /opt/muster
ENV PATH=/opt/muster/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    MUSTER_DATABASE_URL=sqlite:////data/muster.db \
    SQLITE_TMPDIR=/data \
    MUSTER_HOST=0.0.0.0 \
    MUSTER_PORT=8080
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s \
  CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['MUSTER_PORT'] + '/healthz', timeout=2)"]
CMD ["muster", "serve"]
