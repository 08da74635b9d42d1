# slo-watchdog as an image: built from source, a Java runtime with only the modules it needs, no root, no secrets.
#
#   docker build -t slo-watchdog .
#   docker run --rm -p 9911:9911 -v "$PWD/config:/etc/slo-watchdog/config:ro" -v slo-watchdog:/var/lib/slo-watchdog \
#     -e PROMETHEUS_URL=... -e REDIS_URL=... slo-watchdog

FROM docker.io/library/maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn
COPY src src
COPY docs/schema docs/schema
# Tests need a Prometheus and a Redis and run in bin/test; -Dquick leaves out the static checks that ran there, too.
RUN mvn -B -ntp -Dquick -Dmaven.test.skip=true package \
 && mv target/slo-watchdog-*-all.jar /slo-watchdog.jar
RUN jlink --output /java --strip-java-debug-attributes --no-header-files --no-man-pages \
      --add-modules java.base,java.logging,java.naming,java.management,java.xml,jdk.management,jdk.unsupported,jdk.crypto.ec \
 && /java/bin/java -Xshare:dump

FROM docker.io/library/debian:bookworm-slim
COPY --from=build /java /opt/java
COPY --from=build /slo-watchdog.jar /opt/slo-watchdog/lib/slo-watchdog.jar
COPY bin/slo-watchdog bin/archive-classes /opt/slo-watchdog/bin/
COPY rules /etc/slo-watchdog/rules
COPY config /etc/slo-watchdog/config

# The class data of the sidecar, with the very Java and jar that will use it: half the time to start, and pages that are shared.
RUN JAVA_HOME=/opt/java /opt/slo-watchdog/bin/slo-watchdog archive-classes

# The page and the metrics must be reached from outside the container.
ENV JAVA_HOME=/opt/java \
    SLO_WATCHDOG_LISTEN=0.0.0.0:9911
RUN install -d -m 0700 -o 10001 -g 10001 /var/lib/slo-watchdog
USER 10001:10001
EXPOSE 9911

# Whether the loop ticks, asked with what a slim image has.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/${SLO_WATCHDOG_LISTEN##*:} && printf 'GET /-/healthy HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]

ENTRYPOINT ["/opt/slo-watchdog/bin/slo-watchdog"]
CMD ["run", "--config", "/etc/slo-watchdog/config/vanta-bot.yaml"]
