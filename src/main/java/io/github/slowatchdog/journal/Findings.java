package io.github.slowatchdog.journal;

import io.github.slowatchdog.watch.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is to be told of a journal that was opened, before anything else is written to it. */
final class Findings {

    static final String TORN = "journal torn line dropped";

    private final Instant at;
    private final List<Event> events = new ArrayList<>();

    private Findings(Instant at) {
        this.at = at;
    }

    /**
     * Looks at what was found and makes the file ready for the next line.
     *
     * @param mark the line that should have been in the file
     * @param exact whether nothing was ever written after that line
     * @param why there is a new file, if there is
     */
    static List<Event> of(JournalFile.Opened opened, Optional<Mark> mark, boolean exact, String why, Instant at) {
        Findings findings = new Findings(at);
        Audit audit = opened.audit();
        JournalFile file = opened.file();
        if (audit.entries() == 0 && mark.isPresent()) {
            findings.anew(mark.get(), why);
            file.goOnAfter(exact ? mark.get() : new Mark(mark.get().seq(), Seal.NOTHING_BEFORE));
        } else if (!audit.isWhole() && !audit.isToldOf()) {
            findings.broken(audit);
            file.breakChain(mark.map(Mark::seq).orElse(0L));
        }
        if (audit.tornBytes() > 0) {
            findings.tell(Event.Level.WARN, TORN, Map.of("bytes", audit.tornBytes()));
        }
        return List.copyOf(findings.events);
    }

    private void anew(Mark mark, String why) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("why", why);
        data.put("last_seq", mark.seq());
        data.put("last_hash", mark.hash());
        tell(Event.Level.ERROR, ChainCheck.ANEW, data);
    }

    private void broken(Audit audit) {
        audit.firstBreak().ifPresent(first -> {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("line", first.line());
            data.put("what", first.what());
            data.put("expected", first.expected());
            data.put("found", first.found());
            data.put("breaks", audit.breaks());
            tell(Event.Level.ERROR, ChainCheck.BROKEN, data);
        });
    }

    private void tell(Event.Level level, String name, Map<String, Object> data) {
        events.add(new Event(at, level, name, data));
    }
}
