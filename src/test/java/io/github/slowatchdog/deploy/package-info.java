/** What it takes to run the product somewhere: image, chart, compose, systemd. Start at {@link HelmChartTest}. */
@NullMarked
package io.github.slowatchdog.deploy;

import org.jspecify.annotations.NullMarked;
