package io.github.slowatchdog.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Text that says something: who ordered a stop, and why, is kept for ever and asked for later. */
final class NotBlank implements ITypeConverter<String> {

    @Override
    public String convert(String given) {
        if (given.isBlank()) {
            throw new TypeConversionException("must not be empty");
        }
        return given;
    }
}
