package io.github.slowatchdog.cli;

import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.slo.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a new configuration changes in a process that runs.
 *
 * @param settings what is to be in force: the new ones, with the old values of what needs a restart
 * @param anew objectives that begin anew: new ones, and those that are defined otherwise
 * @param gone objectives that are watched no longer
 * @param needRestart keys that were changed and keep their old value
 * @param samePhase whether the phase begun goes on; otherwise it must be decided whether the new one may begin
 */
record Change(Settings settings, List<String> anew, List<String> gone, List<String> needRestart, boolean samePhase) {

    Change {
        anew = List.copyOf(anew);
        gone = List.copyOf(gone);
        needRestart = List.copyOf(needRestart);
    }

    /** @param read the new configuration as it stands in the files */
    static Change between(Settings inForce, Settings read) {
        boolean samePhase = inForce.phase().inOrder().equals(read.phase().inOrder())
                && inForce.phase().build().equals(read.phase().build());
        boolean soakGoesOn = inForce.phase().name().equals(read.phase().name());
        Set<String> known =
                objectives(inForce).stream().map(Objective::definition).collect(Collectors.toSet());
        Set<String> names = objectives(read).stream().map(Objective::name).collect(Collectors.toSet());
        return new Change(
                keeping(inForce, read),
                objectives(read).stream()
                        .filter(objective -> !soakGoesOn || !known.contains(objective.definition()))
                        .map(Objective::name)
                        .toList(),
                objectives(inForce).stream()
                        .map(Objective::name)
                        .filter(name -> !names.contains(name))
                        .toList(),
                needRestart(inForce, read),
                samePhase);
    }

    private static List<Objective> objectives(Settings settings) {
        return settings.groups().stream()
                .flatMap(group -> group.objectives().stream())
                .toList();
    }

    private static Settings keeping(Settings inForce, Settings read) {
        return new Settings(
                inForce.name(),
                read.prometheus(),
                read.bot(),
                read.stop(),
                read.alertmanager(),
                read.grafana(),
                inForce.http(),
                inForce.journal(),
                inForce.log(),
                read.phase(),
                read.phases(),
                read.groups(),
                read.hash());
    }

    private static List<String> needRestart(Settings inForce, Settings read) {
        List<String> keys = new ArrayList<>();
        compare("name", inForce.name(), read.name(), keys);
        compare("http.listen", listen(inForce), listen(read), keys);
        compare("http.external_url", inForce.http().external(), read.http().external(), keys);
        compare("http.token_file", inForce.http().token(), read.http().token(), keys);
        Settings.Serving before = inForce.http().serving();
        Settings.Serving after = read.http().serving();
        compare("http.hosts", before.hosts(), after.hosts(), keys);
        compare("http.max_connections", before.connections(), after.connections(), keys);
        compare("http.max_listeners", before.listeners(), after.listeners(), keys);
        compare("http.tls_config", before.tls(), after.tls(), keys);
        compare("journal.path", inForce.journal(), read.journal(), keys);
        compare("log", inForce.log(), read.log(), keys);
        return keys;
    }

    private static String listen(Settings settings) {
        return settings.http().host() + ":" + settings.http().port();
    }

    private static void compare(String key, Object before, Object after, List<String> keys) {
        if (!Objects.equals(before, after)) {
            keys.add(key);
        }
    }
}
