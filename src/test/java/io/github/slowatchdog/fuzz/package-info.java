/**
 * What the fuzz targets share. A target is a class {@code ...Fuzz} in the package of what it feeds, with the laws it is held to beside
 * it; its seeds are in a resource directory {@code ...FuzzInputs}. Start reading at {@link io.github.slowatchdog.fuzz.SeedsTest}.
 */
@NullMarked
package io.github.slowatchdog.fuzz;

import org.jspecify.annotations.NullMarked;
