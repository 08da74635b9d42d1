package io.github.slowatchdog.replay;

import java.util.List;
import java.util.Optional;

/**
 * A text that a regular expression matches: the shortest way through it. Knows what label matchers and expectations are made of; whoever
 * asks checks the text with the expression itself.
 */
final class RegexExample {

    /** One of these is in any class of characters that anybody writes. */
    private static final String CHARACTERS = "ax0A1_-.:/ zZ9bB2,;!%";

    private final String regex;
    private int at;

    private RegexExample(String regex) {
        this.regex = regex;
    }

    /** A text that it probably matches; empty if it cannot be read here. */
    static Optional<String> of(String regex) {
        RegexExample example = new RegexExample(regex);
        try {
            String text = example.alternatives();
            return example.at == regex.length() ? Optional.of(text) : Optional.empty();
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The first of them. */
    private String alternatives() {
        String first = sequence();
        while (isNext('|')) {
            at++;
            sequence();
        }
        return first;
    }

    private String sequence() {
        StringBuilder text = new StringBuilder();
        while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
            String atom = atom();
            text.append(atom.repeat(least()));
        }
        return text.toString();
    }

    private String atom() {
        char c = regex.charAt(at++);
        return switch (c) {
            case '(' -> group();
            case '[' -> oneOf();
            case '.' -> "x";
            case '^', '$' -> "";
            case '\\' -> escaped();
            default -> String.valueOf(c);
        };
    }

    private String group() {
        if (isNext('?')) {
            int end = at + 1;
            while ("imsU-".indexOf(regex.charAt(end)) >= 0) {
                end++;
            }
            boolean flags = regex.charAt(end) == ')';
            if (regex.charAt(end) == 'P' || regex.charAt(end) == '<') {
                end = find(">", end);
            }
            at = end + 1;
            if (flags) {
                return "";
            }
        }
        String inside = alternatives();
        at++;
        return inside;
    }

    private String escaped() {
        char c = regex.charAt(at++);
        return switch (c) {
            case 'd' -> "0";
            case 'w', 'D', 'S' -> "a";
            case 's', 'W' -> " ";
            case 'b', 'B', 'A', 'z' -> "";
            default -> String.valueOf(c);
        };
    }

    /** The first character of those above that the class has; by the class as an expression of its own. */
    private String oneOf() {
        int start = at - 1;
        at += isNext('^') ? 1 : 0;
        at += isNext(']') ? 1 : 0;
        while (regex.charAt(at) != ']') {
            at += regex.charAt(at) == '\\' ? 2 : regex.startsWith("[:", at) ? find(":]", at) + 2 - at : 1;
        }
        at++;
        com.google.re2j.Pattern one = com.google.re2j.Pattern.compile(regex.substring(start, at));
        String inside = regex.substring(start + 1, at - 1);
        return List.of(CHARACTERS, inside).stream()
                .flatMap(all -> all.chars().mapToObj(Character::toString))
                .filter(one::matches)
                .findFirst()
                .orElseThrow(IndexOutOfBoundsException::new);
    }

    /** How often the atom before must be there at least. */
    private int least() {
        if (at >= regex.length()) {
            return 1;
        }
        int least = switch (regex.charAt(at)) {
            case '*', '?' -> 0;
            case '+' -> 1;
            case '{' -> Integer.parseInt(regex.substring(at + 1, firstOf(",}", at + 1)));
            default -> -1;
        };
        if (least < 0) {
            return 1;
        }
        at = regex.charAt(at) == '{' ? find("}", at) + 1 : at + 1;
        at += isNext('?') ? 1 : 0;
        return Math.min(least, 100);
    }

    private int firstOf(String characters, int from) {
        int index = from;
        while (characters.indexOf(regex.charAt(index)) < 0) {
            index++;
        }
        return index;
    }

    private int find(String text, int from) {
        int found = regex.indexOf(text, from);
        if (found < 0) {
            throw new IndexOutOfBoundsException(text);
        }
        return found;
    }

    private boolean isNext(char c) {
        return at < regex.length() && regex.charAt(at) == c;
    }
}
