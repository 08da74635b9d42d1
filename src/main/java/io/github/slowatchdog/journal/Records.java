package io.github.slowatchdog.journal;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/**
 * What is known of records that become JSON: objects with a member for each component, and {@code is} first where a sealed interface
 * has several.
 */
final class Records {

    static final String KIND = "is";

    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            return type.getRecordComponents();
        }
    };

    private Records() {}

    static RecordComponent[] components(Class<?> type) {
        return COMPONENTS.get(type);
    }

    static boolean isOneOfSeveral(Class<?> type) {
        return Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed);
    }
}
