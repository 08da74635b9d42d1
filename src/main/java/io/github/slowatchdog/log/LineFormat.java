package io.github.slowatchdog.log;

import io.github.slowatchdog.config.Settings;

/** How an entry becomes one line, without its line end. Lines are bounded in length, whatever is in them. */
@FunctionalInterface
interface LineFormat {

    /** Characters of one value; more are cut off. */
    int VALUE_LIMIT = 4 * 1024;
    /** Characters of all values together; fields beyond are left out, and counted. */
    int LINE_LIMIT = 16 * 1024;

    String line(Entry entry);

    static LineFormat of(Settings.Log.Format format) {
        return format == Settings.Log.Format.JSON ? new JsonFormat() : new TextFormat();
    }
}
