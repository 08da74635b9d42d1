/** What is shipped beside the program (rules, configurations, chart, launcher) does what it says. */
@NullMarked
package io.github.slowatchdog.shipped;

import org.jspecify.annotations.NullMarked;
