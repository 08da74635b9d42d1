package io.github.slowatchdog.e2e;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;

/** The person in {@link Endurance}: releases by name, sets the mode, and before that does to the flag what must not help. */
final class EnduranceOperator {

    private static final String LIVE = "{\"mode\":\"LIVE\",\"emergency_stop\":false}";
    private final EnduranceGround ground;
    private final EnduranceOracle oracle;
    private final Set<String> unforced = new HashSet<>();
    private final Set<String> forced = new HashSet<>();

    EnduranceOperator(EnduranceGround ground, EnduranceOracle oracle) {
        this.ground = ground;
        this.oracle = oracle;
    }

    String told() {
        return "releases: " + unforced.size() + ", and " + forced.size() + " that had to be forced";
    }

    /** Deletes or overwrites the flag; what was done, empty where nothing was, or Redis takes nothing just now. */
    String tamper(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> ground.redis(jedis -> jedis.del(Stage.KEY)).isPresent() ? ", flag deleted" : "";
            case 1 -> ground.redis(jedis -> jedis.set(Stage.KEY, LIVE)).isPresent() ? ", flag overwritten" : "";
            case 2 -> ground.redis(Jedis::flushAll).isPresent() ? ", all keys deleted" : "";
            default -> "";
        };
    }

    /**
     * Releases whatever is in force, and makes the bot LIVE; whether that came to be.
     *
     * @param patience how often it is tried, a second apart, before it is forced
     */
    boolean resume(String what, boolean byCommand, int patience) throws InterruptedException {
        boolean released = false;
        for (int i = 0; !released && i <= patience; i++) {
            released = release(byCommand, i == patience);
            if (!released) {
                EnduranceGround.pause(1000);
            }
        }
        return oracle.await(what + ": released", this::isReleased) && oracle.await(what + ": LIVE again", this::live);
    }

    private boolean isReleased() {
        if (!oracle.isState("clear")) {
            release(false, true);
            return false;
        }
        return true;
    }

    private boolean release(boolean byCommand, boolean force) {
        Optional<String> id = oracle.order().map(order -> order.getString("id"));
        if (id.isEmpty()) {
            return oracle.isState("clear");
        }
        boolean done = byCommand ? command(id.get(), force) : post(id.get(), force);
        if (done && !unforced.contains(id.get())) {
            (force ? forced : unforced).add(id.get());
        }
        return done;
    }

    private boolean post(String id, boolean force) {
        JsonObject body = new JsonObject()
                .put("order", id)
                .put("by", "endure")
                .put("reason", "it is known")
                .put("force", force);
        return ground.post("/api/v1/release", body)
                .map(answer -> answer.statusCode() == 200)
                .orElse(false);
    }

    private boolean command(String id, boolean force) {
        List<String> words = new ArrayList<>(List.of(
                ground.home().resolve(EnduranceGround.COMMAND).toString(),
                "release",
                "--order",
                id,
                "--by",
                "endure",
                "--reason",
                "it is known",
                "--config",
                ground.config().toString()));
        if (force) {
            words.add("--force");
        }
        try {
            Process release = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            ground.home().resolve("release.log").toFile()))
                    .start();
            if (!release.waitFor(60, TimeUnit.SECONDS)) {
                release.destroyForcibly();
                return false;
            }
            return release.exitValue() == 0;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The operator's own act, as the bot's runbook has it: the mode in the flag, and the bot's own admin. */
    private boolean live() {
        if (ground.flag()
                .filter(flag -> flag.getString("mode", "").equals("DRY"))
                .isPresent()) {
            ground.redis(jedis -> jedis.set(Stage.KEY, LIVE));
        }
        return ground.bot().inject("live") && ground.bot().mode().equals(Optional.of("LIVE"));
    }
}
