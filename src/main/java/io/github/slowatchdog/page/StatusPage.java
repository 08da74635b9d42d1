package io.github.slowatchdog.page;

import io.github.slowatchdog.html.Tag;

/** The page at {@code /}: is the bot stopped, why, what now; how the soak goes, how each objective stands, what has happened. */
public final class StatusPage {

    private StatusPage() {}

    /** The whole document. Bounded in size, however many objectives there are. */
    public static String of(Scene scene) {
        Frame frame = new Frame(scene, "");
        Tag main = Tag.of("main")
                .add(StopSection.of(scene, frame.headline()))
                .add(SoakSection.of(scene))
                .add(ObjectiveSection.of(scene))
                .add(TimelineSection.of(scene))
                .add(PhaseSection.of(scene).stream())
                .add(OrderSection.stop(scene).stream());
        return frame.page(scene.name(), main);
    }
}
