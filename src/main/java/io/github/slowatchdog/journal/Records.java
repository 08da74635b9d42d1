package io.github.slowatchdog.journal;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is known of records that become JSON: objects with a member for each component, and {@code is} first where a sealed interface
 * has several. Looked up once for each type, since there may be a million of some.
 */
final class Records {

    static final String KIND = "is";

    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            return type.getRecordComponents();
        }
    };

    private static final ClassValue<Constructor<?>> CONSTRUCTORS = new ClassValue<>() {
        @Override
        protected Constructor<?> computeValue(Class<?> type) {
            Class<?>[] types = Arrays.stream(components(type))
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            try {
                return type.getConstructor(types);
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException("not a public record: " + type, e);
            }
        }
    };

    private static final ClassValue<Boolean> ONE_OF_SEVERAL = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed);
        }
    };

    private static final ClassValue<Object[]> CONSTANTS = new ClassValue<>() {
        @Override
        protected Object[] computeValue(Class<?> type) {
            return type.getEnumConstants();
        }
    };

    private Records() {}

    static RecordComponent[] components(Class<?> type) {
        return COMPONENTS.get(type);
    }

    static boolean isOneOfSeveral(Class<?> type) {
        return ONE_OF_SEVERAL.get(type);
    }

    /** A record of these values, in the order of its components. What its constructor refuses comes as the cause. */
    static Object make(Class<?> type, @Nullable Object[] values) throws InvocationTargetException {
        try {
            return CONSTRUCTORS.get(type).newInstance(values);
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException("not a public record: " + type, e);
        }
    }

    /** The constants of an enum; not to be changed. */
    static Object[] constants(Class<?> type) {
        return CONSTANTS.get(type);
    }
}
