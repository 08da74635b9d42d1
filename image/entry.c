/*
 * The entry of the image, which has no shell: what bin/slo-watchdog is elsewhere.
 *
 *   slo-watchdog COMMAND...              becomes Java; as process 1 it stays in front of it, see below
 *   slo-watchdog healthy [ADDRESS [PATH]]  asks for a page and ends with 0 if the answer is 200, else with 1 and a line that says why;
 *                                          default: SLO_WATCHDOG_LISTEN, /-/healthy. A second JVM each ten seconds would cost more
 *                                          than the watchdog itself.
 *
 * The options for Java were printed by bin/slo-watchdog when the image was built. JAVA_OPTS: further ones, which win.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef ROOT /* its tests have an installation of their own */
#define ROOT "/opt/slo-watchdog/"
#endif
#ifndef FIRST
#define FIRST (getpid() == 1)
#endif
#define MOST_OPTIONS 64
#define SECONDS 2

#define UNHEALTHY 1
#define BUG 70

static int fail(int code, const char *what, const char *why) {
    fprintf(stderr, "slo-watchdog: %s: %s\n", what, why);
    return code;
}

/* Where the watchdog listens; one that listens everywhere is asked on this machine. */
static int parse(const char *listen, struct sockaddr_in *address) {
    char host[64] = "127.0.0.1";
    const char *port = strrchr(listen, ':');
    if (port != NULL && port > listen && (size_t) (port - listen) < sizeof host) {
        snprintf(host, sizeof host, "%.*s", (int) (port - listen), listen);
    }
    address->sin_family = AF_INET;
    address->sin_port = htons((unsigned short) atoi(port == NULL ? listen : port + 1));
    if (inet_pton(AF_INET, host, &address->sin_addr) != 1 || address->sin_addr.s_addr == INADDR_ANY) {
        address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    }
    return address->sin_port != 0;
}

static int healthy(const char *listen, const char *path) {
    struct sockaddr_in address = {0};
    if (!parse(listen, &address)) {
        return fail(UNHEALTHY, listen, "is no HOST:PORT");
    }
    alarm(SECONDS); /* whatever trickles or hangs: not healthy */
    int server = socket(AF_INET, SOCK_STREAM, 0);
    if (server < 0 || connect(server, (struct sockaddr *) &address, sizeof address) != 0) {
        return fail(UNHEALTHY, listen, strerror(errno));
    }
    char text[512];
    int length = snprintf(text, sizeof text, "GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n", path);
    if (length >= (int) sizeof text || write(server, text, length) != length) {
        return fail(UNHEALTHY, path, "cannot be asked for");
    }
    size_t have = 0;
    ssize_t got;
    while (have < sizeof text - 1 && (got = read(server, text + have, sizeof text - 1 - have)) > 0) {
        have += got;
    }
    text[have] = '\0';
    int ok = strncmp(text, "HTTP/1.", 7) == 0 && strncmp(text + 8, " 200", 4) == 0;
    text[strcspn(text, "\r\n")] = '\0';
    return ok ? 0 : fail(UNHEALTHY, path, text[0] == '\0' ? "no answer" : text);
}

static int become(char **java) {
    execv(ROOT "java/bin/java", java);
    return fail(BUG, ROOT "java/bin/java", strerror(errno));
}

/* A sidecar that is told to end has ended as asked, also before Java could take notice. */
static int ended(int status, int asked) {
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return asked && (code == 128 + SIGTERM || code == 128 + SIGINT) ? 0 : code;
}

/*
 * Process 1 of a container does not get a signal that it has no handler for. Java has one only after a tenth of a second, and what
 * came before would be lost: the container would go on until it is killed. So process 1 hands on to Java what it gets, and takes
 * leave of those whose parents are gone.
 */
static int guard(char **java, int sidecar) {
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    pid_t child = fork();
    if (child == 0) {
        sigprocmask(SIG_SETMASK, &before, NULL);
        _exit(become(java));
    }
    if (child < 0) {
        return fail(BUG, "cannot start Java", strerror(errno));
    }
    for (int asked = 0, told;;) {
        if (sigwait(&all, &told) != 0) {
            continue;
        }
        if (told != SIGCHLD) {
            asked |= sidecar && (told == SIGTERM || told == SIGINT);
            kill(child, told);
            continue;
        }
        int status;
        for (pid_t gone; (gone = waitpid(-1, &status, WNOHANG)) > 0;) {
            if (gone == child) {
                return ended(status, asked);
            }
        }
    }
}

int main(int count, char **words) {
    if (count > 1 && strcmp(words[1], "healthy") == 0) {
        const char *listen = count > 2 ? words[2] : getenv("SLO_WATCHDOG_LISTEN");
        return healthy(listen == NULL ? "9911" : listen, count > 3 ? words[3] : "/-/healthy");
    }
    char **java = calloc(count + MOST_OPTIONS + 5, sizeof *java);
    char *options = strdup(getenv("JAVA_OPTS") == NULL ? "" : getenv("JAVA_OPTS"));
    if (java == NULL || options == NULL) {
        return fail(BUG, "cannot start", "no memory");
    }
    int next = 0;
    java[next++] = "java";
    int sidecar = count > 1 && strcmp(words[1], "run") == 0;
    java[next++] = sidecar ? "@" ROOT "run.options" : "@" ROOT "command.options";
    for (char *word = strtok(options, " "); word != NULL && next < MOST_OPTIONS; word = strtok(NULL, " ")) {
        java[next++] = word;
    }
    java[next++] = "-jar";
    java[next++] = ROOT "lib/slo-watchdog.jar";
    memcpy(java + next, words + 1, (count - 1) * sizeof *java);
    setenv("MALLOC_ARENA_MAX", "1", 0);
    return FIRST ? guard(java, sidecar) : become(java);
}
