package io.github.slowatchdog.imports;

import io.github.slowatchdog.promql.Expression;
import io.github.slowatchdog.slo.Matcher;
import io.github.slowatchdog.slo.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A counter behind a query: what can be counted exactly instead. */
final class PlainCounter {

    private static final Set<String> RISES = Set.of("rate", "increase", "irate");

    private PlainCounter() {}

    /** The selector of a query such as {@code sum(rate(x[5m]))} or {@code x}; empty if it is anything else. */
    static Optional<Selector> of(String query) {
        return Expression.read(query.strip()).flatMap(PlainCounter::of);
    }

    private static Optional<Selector> of(Expression part) {
        if (part instanceof Expression.Aggregation sum && sum.operator().equals("sum") && !sum.grouped()) {
            return of(sum.inner());
        }
        // a sum that is nothing is 0 here by itself
        if (part instanceof Expression.Binary or && or.operator().equals("or") && isZero(or.right())) {
            return of(or.left());
        }
        if (part instanceof Expression.Call rise
                && RISES.contains(rise.function())
                && rise.arguments().size() == 1
                && rise.arguments().get(0) instanceof Expression.Series series) {
            return selector(series, true);
        }
        return part instanceof Expression.Series series ? selector(series, false) : Optional.empty();
    }

    private static Optional<Selector> selector(Expression.Series series, boolean ranged) {
        boolean plain = series.modifiers().isEmpty() && series.range().isPresent() == ranged;
        return plain ? Optional.of(series.selector()) : Optional.empty();
    }

    private static boolean isZero(Expression part) {
        return part instanceof Expression.Call call
                && call.function().equals("vector")
                && call.arguments().equals(List.of(new Expression.Num(0)));
    }

    /** The rest of all that is not good, where good is all with one matcher more; empty otherwise. */
    static Optional<Selector> rest(Selector good, Selector all) {
        List<Matcher> more = new ArrayList<>(good.matchers());
        boolean isPart = good.metric().equals(all.metric())
                && all.matchers().stream().allMatch(more::remove)
                && more.size() == 1;
        if (!isPart) {
            return Optional.empty();
        }
        Matcher one = more.get(0);
        return Optional.of(all.and(new Matcher(one.label(), opposite(one.op()), one.value())));
    }

    private static Matcher.Op opposite(Matcher.Op op) {
        return switch (op) {
            case EQUAL -> Matcher.Op.NOT_EQUAL;
            case NOT_EQUAL -> Matcher.Op.EQUAL;
            case MATCH -> Matcher.Op.NOT_MATCH;
            case NOT_MATCH -> Matcher.Op.MATCH;
        };
    }
}
