package io.github.slowatchdog.sim;

import io.github.slowatchdog.slo.Labels;
import io.github.slowatchdog.slo.Measurement;
import io.github.slowatchdog.slo.Value;
import io.github.slowatchdog.stop.Release;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.stop.SwitchReport;
import io.github.slowatchdog.watch.Checkpoint;
import io.github.slowatchdog.watch.Event;
import io.github.slowatchdog.watch.KillSwitch;
import io.github.slowatchdog.watch.MetricSource;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A watchdog that is broken in one way, so that it can be seen that the oracle notices. */
enum Fault {
    /** As it is. */
    NONE,
    /** The first value of a counter is taken for its baseline. */
    BIRTHS_NOT_COUNTED {
        @Override
        MetricSource lane(MetricSource real, World world) {
            Map<Labels, Double> first = new LinkedHashMap<>();
            return Bent.samples(
                    real,
                    series -> series.isEmpty() || !Bent.isDuplicates(series)
                            ? series
                            : Bent.less(series, first.computeIfAbsent(series.labels(), labels -> series.value(0))));
        }
    },
    /** A restart of the bot is not noticed where the counter does not fall. */
    RESTARTS_NOT_SEEN {
        @Override
        MetricSource lane(MetricSource real, World world) {
            return new Bent(real) {
                @Override
                Context bent(Context context) {
                    return context instanceof Context.Read read
                            ? new Context.Read(read.at(), read.ups(), List.of())
                            : context;
                }
            };
        }
    },
    /** An event that nobody had. */
    COUNTS_TOO_MUCH {
        @Override
        MetricSource lane(MetricSource real, World world) {
            return Bent.samples(
                    real, series -> Bent.isDuplicates(series) && world.now() > 40 ? Bent.less(series, -1) : series);
        }
    },
    /** Half an answer is taken for a whole one. */
    PARTIAL_IS_WHOLE {
        @Override
        MetricSource lane(MetricSource real, World world) {
            return new Bent(real) {
                @Override
                Measurement bent(Measurement answer) {
                    return answer instanceof Measurement.Samples samples
                            ? new Measurement.Samples(samples.at(), samples.bySelector(), Optional.empty())
                            : answer;
                }
            };
        }
    },
    /** A server that does not answer stands for the last answer it gave. */
    OLD_ANSWERS_FOR_NEW {
        @Override
        MetricSource lane(MetricSource real, World world) {
            return new StubbornLane(real);
        }
    },
    NAN_IS_NOTHING {
        @Override
        MetricSource lane(MetricSource real, World world) {
            return Bent.samples(real, Bent::withoutNan);
        }
    },
    /** The disk keeps everything but the stop. */
    LATCH_FORGETS {
        @Override
        List<Happening> story(long seed) {
            return List.of(
                    new Happening(40, Happening.Kind.STOPPED_BY_HAND, 1, 1),
                    new Happening(80, Happening.Kind.KILLED, 20, 0),
                    new Happening(90, Happening.Kind.FLUSHED, 1, 1));
        }

        @Override
        Checkpoint resumed(Checkpoint kept) {
            return new Checkpoint(
                    kept.phase(),
                    kept.at(),
                    kept.soak(),
                    kept.objectives(),
                    kept.required(),
                    kept.lanes(),
                    new Checkpoint.Stop(Optional.empty(), kept.stop().excused()),
                    kept.build());
        }
    },
    /** A write is believed without reading it back. */
    WRITES_ARE_TRUSTED {
        @Override
        KillSwitch killSwitch(KillSwitch real, World world) {
            return new LooseSwitch(real) {
                @Override
                public Future<SwitchReport> hold(StopOrder order) {
                    real.hold(order);
                    return Future.succeededFuture(
                            new SwitchReport.Held(world.time.instant(), Optional.of(SwitchReport.Rewrite.FIRST), ""));
                }
            };
        }
    },
    /** The flag is written once, and never again. */
    WRITTEN_ONCE {
        @Override
        KillSwitch killSwitch(KillSwitch real, World world) {
            return new LooseSwitch(real) {
                private String done = "";

                @Override
                public Future<SwitchReport> hold(StopOrder order) {
                    if (done.equals(order.id())) {
                        return Future.succeededFuture(
                                new SwitchReport.Held(world.time.instant(), Optional.empty(), ""));
                    }
                    return real.hold(order)
                            .onSuccess(report -> done = report instanceof SwitchReport.Held ? order.id() : done);
                }
            };
        }
    },
    /** A flag that no longer says stop counts as a release. */
    LETS_GO_BY_ITSELF {
        @Override
        KillSwitch killSwitch(KillSwitch real, World world) {
            return new LooseSwitch(real) {
                @Override
                public Future<SwitchReport> hold(StopOrder order) {
                    return real.hold(order)
                            .map(report -> report instanceof SwitchReport.Held held
                                            && held.rewrite()
                                                    .filter(why -> why != SwitchReport.Rewrite.FIRST)
                                                    .isPresent()
                                    ? new SwitchReport.Released(
                                            held.at(), new Release(order.id(), "nobody", "", held.at(), false))
                                    : report);
                }
            };
        }
    },
    /** The bot is taken to obey whatever it shows. */
    BELIEVES_THE_BOT {
        @Override
        MetricSource confirming(MetricSource real) {
            return new Bent(real) {
                @Override
                Measurement bent(Measurement answer) {
                    return new Measurement.Found(answer.at().plusMillis(1), Value.of("DRY"));
                }
            };
        }
    },
    /** Nobody is told what showed a breach. */
    NO_EVIDENCE {
        @Override
        Event told(Event event) {
            Map<String, Object> data = new LinkedHashMap<>(event.data());
            data.keySet().removeAll(List.of("samples", "sample_at"));
            return new Event(event.at(), event.level(), event.name(), data);
        }
    };

    /** What happens in the history of this seed, so that it may show. */
    List<Happening> story(long seed) {
        return History.happenings(seed);
    }

    /** A lane with the fault in it. */
    MetricSource lane(MetricSource real, World world) {
        return real;
    }

    MetricSource confirming(MetricSource real) {
        return real;
    }

    KillSwitch killSwitch(KillSwitch real, World world) {
        return real;
    }

    Checkpoint resumed(Checkpoint kept) {
        return kept;
    }

    Event told(Event event) {
        return event;
    }
}
