package io.github.slowatchdog.cli;

import io.github.slowatchdog.plan.FlagReader;
import io.github.slowatchdog.redis.FlagLook;
import io.github.slowatchdog.redis.RedisFailure;

/** Reads the flag where the kill switch writes it. */
record FlagInRedis(FlagLook look) implements FlagReader {

    @Override
    public Read read() {
        try {
            return look.flag().<Read>map(Read.Found::new).orElseGet(Read.Absent::new);
        } catch (RedisFailure e) {
            return new Read.Failed(e.code().word() + ": " + e.getMessage());
        }
    }
}
