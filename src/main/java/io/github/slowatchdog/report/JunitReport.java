package io.github.slowatchdog.report;

import io.github.slowatchdog.html.Printable;
import io.github.slowatchdog.plan.PlanReport;
import io.github.slowatchdog.plan.StepReport;
import io.github.slowatchdog.plan.StepVerdict;
import java.io.StringWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The evidence of a plan as JUnit XML, for CI: what failed is a failure, what could not be told an error, what was deferred or not
 * run is skipped.
 */
public final class JunitReport {

    private JunitReport() {}

    public static String of(PlanReport report) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter out = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            out.writeStartDocument("UTF-8", "1.0");
            suite(out, report);
            out.writeEndDocument();
            out.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("nothing fails in memory", e);
        }
        return text + "\n";
    }

    private static void suite(XMLStreamWriter out, PlanReport report) throws XMLStreamException {
        line(out, 0);
        out.writeStartElement("testsuite");
        attribute(out, "name", report.name());
        attribute(out, "tests", Integer.toString(report.steps().size()));
        attribute(out, "failures", Long.toString(count(report, Kind.FAILURE)));
        attribute(out, "errors", Long.toString(count(report, Kind.ERROR)));
        attribute(out, "skipped", Long.toString(count(report, Kind.SKIPPED)));
        attribute(out, "time", seconds(report.took()));
        attribute(
                out, "timestamp", report.began().truncatedTo(ChronoUnit.SECONDS).toString());
        line(out, 1);
        out.writeStartElement("properties");
        property(out, "verdict", report.verdict().word());
        property(out, "environment", report.environment().orElse(""));
        for (var variable : report.vars().entrySet()) {
            property(out, "var." + variable.getKey(), variable.getValue());
        }
        line(out, 1);
        out.writeEndElement();
        for (StepReport step : report.steps()) {
            test(out, report, step);
        }
        line(out, 0);
        out.writeEndElement();
    }

    private static void property(XMLStreamWriter out, String name, String value) throws XMLStreamException {
        line(out, 2);
        out.writeEmptyElement("property");
        attribute(out, "name", name);
        attribute(out, "value", value);
    }

    private static void test(XMLStreamWriter out, PlanReport report, StepReport step) throws XMLStreamException {
        line(out, 1);
        out.writeStartElement("testcase");
        attribute(out, "classname", report.name() + "." + step.part().name().toLowerCase(Locale.ROOT));
        attribute(out, "name", step.name());
        attribute(out, "time", seconds(step.took()));
        Kind kind = Kind.of(step);
        if (kind != Kind.PASSED) {
            line(out, 2);
            out.writeEmptyElement(kind.name().toLowerCase(Locale.ROOT));
            attribute(out, "message", step.verdict().word() + ": " + step.why());
        }
        if (step.tries() > 0) {
            line(out, 2);
            out.writeStartElement("system-out");
            out.writeCharacters(Printable.of(evidence(step)));
            out.writeEndElement();
        }
        line(out, 1);
        out.writeEndElement();
    }

    private static String evidence(StepReport step) {
        StringBuilder text = new StringBuilder(step.request())
                .append('\n')
                .append(step.answer())
                .append('\n');
        step.checks()
                .forEach(check -> text.append(check.met() ? "met: " : "missed: ")
                        .append(check.what())
                        .append(" expected ")
                        .append(check.expected())
                        .append(", is ")
                        .append(check.actual())
                        .append('\n'));
        return text.toString();
    }

    /** What JUnit knows. */
    private enum Kind {
        PASSED,
        FAILURE,
        ERROR,
        SKIPPED;

        static Kind of(StepReport step) {
            if (step.shadow() && step.verdict() != StepVerdict.PASS) {
                return SKIPPED;
            }
            return switch (step.verdict()) {
                case PASS, DONE -> PASSED;
                case FAIL -> FAILURE;
                case INCONCLUSIVE -> ERROR;
                case DEFERRED, SKIPPED, NOT_RUN -> SKIPPED;
            };
        }
    }

    private static long count(PlanReport report, Kind kind) {
        return report.steps().stream().filter(step -> Kind.of(step) == kind).count();
    }

    private static void attribute(XMLStreamWriter out, String name, String value) throws XMLStreamException {
        out.writeAttribute(name, Printable.of(value));
    }

    private static void line(XMLStreamWriter out, int depth) throws XMLStreamException {
        out.writeCharacters("\n" + "  ".repeat(depth));
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.3f", took.toMillis() / 1000.0);
    }
}
