package io.github.slowatchdog.preflight;

import io.github.slowatchdog.config.Place;
import io.github.slowatchdog.config.Places;
import io.github.slowatchdog.redis.RedisFacts;
import io.github.slowatchdog.stop.SwitchFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a stop could be written, and what may keep it from being written one day (rows R1 to R5 of the pitfalls). */
final class RedisJudge {

    /** Nobody is there to be asked. */
    private static final Set<SwitchFailure> NOBODY = EnumSet.of(
            SwitchFailure.UNREACHABLE,
            SwitchFailure.TIMEOUT,
            SwitchFailure.RESET,
            SwitchFailure.TLS,
            SwitchFailure.NOMASTER,
            SwitchFailure.LOADING);

    private static final int NEARLY_FULL = 90;

    private final Place url;
    private final Place key;
    private final Duration maxSkew;
    private final RedisFacts facts;
    private final List<Finding> findings = new ArrayList<>();

    private RedisJudge(Places places, Duration maxSkew, RedisFacts facts) {
        this.url = places.setting("stop", "redis", "url");
        this.key = places.setting("stop", "redis", "key");
        this.maxSkew = maxSkew;
        this.facts = facts;
    }

    static List<Finding> of(RedisFacts facts, Places places, Duration maxSkew) {
        RedisJudge judge = new RedisJudge(places, maxSkew, facts);
        if (facts.trouble().isPresent()) {
            judge.unknown(facts.trouble().get());
        } else {
            judge.rights();
            judge.state();
        }
        return judge.findings;
    }

    /** Whether nobody could be asked. */
    static boolean isUnreachable(RedisFacts facts) {
        return facts.trouble()
                .filter(trouble -> NOBODY.contains(trouble.code()))
                .isPresent();
    }

    private void find(Code code, Place place, String what, String fix) {
        findings.add(new Finding(code, place, what, fix));
    }

    private void unknown(RedisFacts.Trouble trouble) {
        boolean nobody = NOBODY.contains(trouble.code());
        find(nobody ? Code.REDIS_UNREACHABLE : Code.FLAG_NOT_WRITABLE, url, said(trouble), runbook(trouble));
    }

    private static String said(RedisFacts.Trouble trouble) {
        return trouble.code().word() + ": " + trouble.detail();
    }

    private static String runbook(RedisFacts.Trouble trouble) {
        return "docs/runbook.md has a row on " + trouble.code().word();
    }

    private void rights() {
        facts.write()
                .ifPresent(trouble -> find(
                        Code.FLAG_NOT_WRITABLE,
                        url,
                        "a probe key beside the flag: " + said(trouble),
                        runbook(trouble)));
        facts.flag()
                .filter(trouble -> facts.write()
                        .filter(other -> other.code() == trouble.code())
                        .isEmpty())
                .ifPresent(trouble -> find(
                        Code.FLAG_NOT_WRITABLE,
                        key,
                        "the flag may not be written: " + said(trouble),
                        "give the user the rights of docs/redis.md"));
        if (!facts.scripts() && facts.write().isEmpty()) {
            find(Code.SCRIPTING_DENIED, url, "EVAL is denied", "ACL SETUSER ... +eval");
        }
        facts.rename()
                .ifPresent(trouble ->
                        find(Code.RENAME_DENIED, url, "RENAME: " + said(trouble), "ACL SETUSER ... +rename"));
        if (!facts.role()) {
            find(Code.ROLE_DENIED, url, "ROLE is denied", "ACL SETUSER ... +role");
        }
        facts.wayRound()
                .ifPresent(master -> find(
                        Code.REDIS_IS_REPLICA,
                        url,
                        "the address is that of a replica of " + master,
                        "name the master, or Sentinel: redis-sentinel://host1,host2/master"));
    }

    private void state() {
        Clocks.judge("Redis", facts.skew(), maxSkew, url).ifPresent(findings::add);
        if (facts.info().isEmpty()) {
            find(
                    Code.REDIS_NOT_TOLD,
                    url,
                    "INFO is denied",
                    "ACL SETUSER ... +info, or look at maxmemory-policy, min-replicas-to-write and the saves yourself");
            return;
        }
        memory(facts.number("maxmemory"), facts.info().getOrDefault("maxmemory_policy", "noeviction"));
        if ("err".equals(facts.info().get("rdb_last_bgsave_status"))) {
            find(
                    Code.SAVES_FAIL,
                    url,
                    "the last save to disk failed (rdb_last_bgsave_status:err)",
                    "make room on its disk or mend its rights, and run BGSAVE; its log says why");
        }
        Optional.ofNullable(facts.info().get("min_slaves_good_slaves"))
                .ifPresent(good -> find(
                        Code.NEEDS_REPLICAS,
                        url,
                        "min-replicas-to-write is set, and " + good + " replicas are in step",
                        "keep more replicas than that number, or set it to 0; and have a second channel, stop.http"));
    }

    private void memory(long most, String policy) {
        if (most > 0 && policy.startsWith("allkeys-")) {
            find(
                    Code.FLAG_MAY_BE_EVICTED,
                    key,
                    "maxmemory-policy is " + policy,
                    "CONFIG SET maxmemory-policy noeviction, or give the flag a Redis of its own");
        } else if (most > 0 && facts.number("used_memory") * 100 / most >= NEARLY_FULL) {
            find(
                    Code.MEMORY_NEARLY_FULL,
                    url,
                    facts.number("used_memory") * 100 / most + " % of maxmemory is used, and the policy is " + policy,
                    "raise maxmemory, or give the flag a Redis of its own");
        }
    }
}
