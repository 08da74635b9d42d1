package io.github.slowatchdog.imports;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes groups as a rule file. */
final class RuleYaml {

    /** What YAML and our loader take as text without quotes, for certain. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*|[0-9][A-Za-z0-9.]*%?");

    /** Ends of lines for YAML, and none for whoever wrote the text. */
    private static final Pattern LINE_ENDS = Pattern.compile("[\\r\\x{85}\\x{2028}\\x{2029}]");

    private final StringBuilder text = new StringBuilder();

    private RuleYaml() {}

    /** @param head lines of the comment that the file begins with */
    static String of(List<String> head, List<Draft.Group> groups) {
        RuleYaml yaml = new RuleYaml();
        head.forEach(line -> yaml.line(0, "# " + line));
        yaml.line(0, "groups:");
        groups.forEach(yaml::group);
        return yaml.text.toString();
    }

    private void group(Draft.Group group) {
        group.notes().forEach(note -> line(2, "# " + note));
        if (group.objectives().isEmpty()) {
            return;
        }
        line(2, "- name: " + scalar(group.name(), 6));
        group.interval().ifPresent(interval -> line(4, "interval: " + scalar(interval, 6)));
        line(4, "objectives:");
        group.objectives().forEach(this::objective);
    }

    private void objective(Draft draft) {
        line(6, "# " + draft.origin());
        draft.notes().forEach(note -> line(6, "# " + note));
        String before = "- ";
        for (Map.Entry<String, Object> key : draft.keys().entrySet()) {
            line(6, before + entry(key.getKey(), key.getValue(), 10));
            before = "  ";
        }
    }

    private static String entry(String key, Object value, int indent) {
        if (!(value instanceof Map<?, ?> mapping)) {
            return key + ": " + scalar(String.valueOf(value), indent);
        }
        StringBuilder lines = new StringBuilder(key).append(':');
        mapping.forEach((inner, of) ->
                lines.append('\n').append(" ".repeat(indent)).append(entry(String.valueOf(inner), of, indent + 2)));
        return lines.toString();
    }

    private static String quoted(String value) {
        StringBuilder text = new StringBuilder("\"");
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                text.append('\\').append((char) c);
            } else if (c == '\n') {
                text.append("\\n");
            } else if (LINE_ENDS.matcher(String.valueOf((char) c)).matches()) {
                text.append(String.format("\\u%04x", c));
            } else {
                text.append((char) c);
            }
        });
        return text.append('"').toString();
    }

    private void line(int indent, String line) {
        text.append(" ".repeat(indent)).append(line).append('\n');
    }

    /** Text that reads back as the same. */
    private static String scalar(String value, int indent) {
        String escaped = value.strip().replace("${", "$${");
        if (PLAIN.matcher(escaped).matches() && !escaped.equalsIgnoreCase("null")) {
            return escaped;
        }
        if (LINE_ENDS.matcher(escaped).find()) {
            return quoted(escaped);
        }
        if (escaped.contains("\n")) {
            StringBuilder block = new StringBuilder("|-");
            escaped.lines().forEach(line -> block.append('\n').append(line.isBlank() ? "" : " ".repeat(indent) + line));
            return block.toString();
        }
        return escaped.contains("\"") || escaped.contains("\\")
                ? "'" + escaped.replace("'", "''") + "'"
                : '"' + escaped + '"';
    }
}
