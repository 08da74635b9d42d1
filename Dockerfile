# slo-watchdog as an image: built from source; a Java runtime with only the modules it needs, and nothing else: no shell, no package
# manager, no root, no secrets. docs/deploying.md tells how to run it, bin/image-test builds, measures and tries it.
#
#   docker build -t slo-watchdog .
#   docker build -t slo-watchdog-demo-bot --target demo-bot .      the trading bot in small of compose.yaml

FROM docker.io/library/maven:3.9.9-eclipse-temurin-17 AS build
# For the entry of an image that has no shell.
RUN command -v gcc >/dev/null || { apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev; }
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn
COPY src/main src/main
COPY docs/schema docs/schema
ARG REVISION=unknown
# Tests need a Prometheus and a Redis and run in bin/test; -Dquick leaves out the static checks that ran there, too. The time of the
# jar is part of the class data below, and stays the same in a builder that resets times.
RUN mvn -B -ntp -Dquick -Dmaven.test.skip=true -Drevision="$REVISION" package \
 && install -D target/slo-watchdog-*-all.jar /opt/slo-watchdog/lib/slo-watchdog.jar \
 && touch -d 2026-01-01T00:00:00Z /opt/slo-watchdog/lib/slo-watchdog.jar
RUN jlink --output /opt/slo-watchdog/java --strip-java-debug-attributes --no-header-files --no-man-pages --compress=2 \
      --add-modules java.base,java.logging,java.naming,java.management,java.xml,jdk.management,jdk.unsupported,jdk.crypto.ec \
 && /opt/slo-watchdog/java/bin/java -Xshare:dump
# The class data of the sidecar, with the very Java and jar that will use it, where they will lie: half the time to start, and pages
# that are shared. Then what the launcher would say to Java, for the entry that replaces it.
COPY bin/slo-watchdog bin/archive-classes /opt/slo-watchdog/bin/
RUN cd /opt/slo-watchdog && export JAVA_HOME=/opt/slo-watchdog/java \
 && bin/slo-watchdog archive-classes \
 && bin/slo-watchdog java-options run >run.options \
 && bin/slo-watchdog java-options command >command.options
COPY image/entry.c /build/
RUN rm /opt/slo-watchdog/bin/* && gcc -std=gnu17 -Wall -Wextra -Werror -Os -static -s -o /opt/slo-watchdog/bin/slo-watchdog entry.c
# What Java needs of a system: the libraries it is linked to, who it runs as, how a name is looked up; and which release of which
# distribution the libraries are, for those who look for known holes.
RUN mkdir -p /system/etc /system/tmp /system/var/lib/dpkg/status.d /data && chmod 1777 /system/tmp && chmod 0700 /data \
 && find /opt/slo-watchdog/java -name '*.so' -o -name java -type f | xargs ldd \
  | grep -o '/[^ ]*lib[^ ]*/[^ ]*\.so[^ ]*' | grep -v ^/opt | sort -u | xargs cp -L --parents -t /system \
 && echo 'slo-watchdog:x:10001:10001::/nonexistent:/nonexistent' >/system/etc/passwd \
 && echo 'slo-watchdog:x:10001:' >/system/etc/group \
 && echo 'hosts: files dns' >/system/etc/nsswitch.conf \
 && cp -L /etc/os-release /system/etc/os-release \
 && for package in libc6 zlib1g; do dpkg -s $package >/system/var/lib/dpkg/status.d/$package || exit 1; done

FROM build AS demo-bot-build
COPY src/test/java/io/github/slowatchdog/demo/DemoBot.java ./
RUN javac --release 17 -d /opt/demo-bot/classes DemoBot.java \
 && jlink --output /opt/demo-bot/java --strip-java-debug-attributes --no-header-files --no-man-pages --compress=2 \
      --add-modules java.base,jdk.httpserver

FROM scratch AS demo-bot
COPY --from=demo-bot-build /system /
COPY --from=demo-bot-build /opt/demo-bot /opt/demo-bot
COPY --from=demo-bot-build /opt/slo-watchdog/bin/slo-watchdog /opt/demo-bot/bin/entry
USER 10001:10001
EXPOSE 8090
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s CMD ["/opt/demo-bot/bin/entry", "healthy", "127.0.0.1:8090", "/health"]
ENTRYPOINT ["/opt/demo-bot/java/bin/java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx32m", \
  "-cp", "/opt/demo-bot/classes", "io.github.slowatchdog.demo.DemoBot", "--host", "0.0.0.0"]

FROM scratch
COPY --from=build /system /
COPY --from=build /opt/slo-watchdog /opt/slo-watchdog
COPY --from=build --chown=10001:10001 /data /var/lib/slo-watchdog
COPY rules /etc/slo-watchdog/rules
COPY config /etc/slo-watchdog/config

ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="slo-watchdog" \
      org.opencontainers.image.description="Watches a trading bot while a release soaks, and stops it on a breach." \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"

# The page and the metrics must be reached from outside the container.
ENV PATH=/opt/slo-watchdog/bin \
    SLO_WATCHDOG_LISTEN=0.0.0.0:9911
USER 10001:10001
EXPOSE 9911
# The journal: the one place that is written to, so that the rest of the file system may be read-only.
VOLUME /var/lib/slo-watchdog

# Whether the loop ticks.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["/opt/slo-watchdog/bin/slo-watchdog", "healthy"]

ENTRYPOINT ["/opt/slo-watchdog/bin/slo-watchdog"]
CMD ["run", "--config", "/etc/slo-watchdog/config/vanta-bot.yaml"]
