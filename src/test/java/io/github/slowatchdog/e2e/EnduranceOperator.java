package io.github.slowatchdog.e2e;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;

/** The person in {@link Endurance}: releases by name, sets the mode, and before that does to the flag what must not help. */
final class EnduranceOperator {

    private static final String LIVE = "{\"mode\":\"LIVE\",\"emergency_stop\":false}";
    private final EnduranceGround ground;
    private final EnduranceOracle oracle;
    private int refused;
    private int forced;

    EnduranceOperator(EnduranceGround ground, EnduranceOracle oracle) {
        this.ground = ground;
        this.oracle = oracle;
    }

    String told() {
        return "releases that had to be forced: " + forced + "; unforced ones refused: " + refused;
    }

    /** Deletes or overwrites the flag, or does nothing; what was done. */
    String tamper(Random random) {
        switch (random.nextInt(4)) {
            case 0 -> ground.redis(jedis -> jedis.del(Stage.KEY));
            case 1 -> ground.redis(jedis -> jedis.set(Stage.KEY, LIVE));
            case 2 -> ground.redis(Jedis::flushAll);
            default -> {
                return "";
            }
        }
        return ", flag deleted or overwritten";
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
        return oracle.await(what + ": released", this::isReleased)
                && oracle.await(what + ": LIVE again", this::live);
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
        refused += done || force ? 0 : 1;
        forced += done && force ? 1 : 0;
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
        if (ground.flag().filter(flag -> flag.getString("mode", "").equals("DRY")).isPresent()) {
            ground.redis(jedis -> jedis.set(Stage.KEY, LIVE));
        }
        return ground.bot().inject("live") && ground.bot().mode().equals(Optional.of("LIVE"));
    }
}
