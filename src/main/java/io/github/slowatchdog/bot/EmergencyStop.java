package io.github.slowatchdog.bot;

import io.github.slowatchdog.client.Answer;
import io.github.slowatchdog.client.Call;
import io.github.slowatchdog.client.HttpCaller;
import io.github.slowatchdog.config.Settings;
import io.github.slowatchdog.stop.ChannelFailure;
import io.github.slowatchdog.stop.ChannelReport;
import io.github.slowatchdog.stop.StopOrder;
import io.github.slowatchdog.watch.StopChannel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The second channel of the kill switch: a POST to the bot's own emergency endpoint (SPEC 6, {@code stop.http}). The order is
 * in the body, as JSON: {@code order, cause, slo, reason, by}. A 2xx answer means that the bot has taken it; redirects are
 * not followed, since the token would go where nobody sent it.
 */
public final class EmergencyStop implements StopChannel {

    /** A bot may cancel its orders before it answers. */
    private static final Duration DEADLINE = Duration.ofSeconds(3);

    private static final long MAX_BYTES = 1024 * 1024;
    private static final int CONNECTIONS = 2;

    private final HttpCaller caller;
    private final URI url;

    private EmergencyStop(HttpCaller caller, URI url) {
        this.caller = caller;
        this.url = url;
    }

    /** The channel to this endpoint. The token is read anew each time; nothing is sent yet. */
    public static EmergencyStop create(Vertx vertx, Settings.StopHttp settings) {
        Optional<Settings.Authorization> token =
                settings.token().map(secret -> new Settings.Authorization("Bearer", secret));
        Settings.HttpClient client = new Settings.HttpClient(Optional.empty(), token, Map.of(), settings.tls());
        return new EmergencyStop(HttpCaller.create(vertx, client, CONNECTIONS), settings.url());
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public Future<ChannelReport> fire(StopOrder order) {
        Call call = new Call(
                HttpMethod.POST,
                url,
                Map.of("Content-Type", "application/json"),
                Optional.of(new JsonObject(order.asData()).toBuffer()),
                DEADLINE,
                MAX_BYTES,
                // a bot that is stopped twice is stopped
                true);
        return caller.call(call).map(EmergencyStop::report);
    }

    @Override
    public Future<Void> close() {
        return caller.close();
    }

    private static ChannelReport report(Answer answer) {
        if (answer instanceof Answer.Failed failed) {
            ChannelFailure failure = switch (failed.kind()) {
                case REFUSED -> ChannelFailure.REFUSED;
                case RESET -> ChannelFailure.RESET;
                case TIMEOUT -> ChannelFailure.TIMEOUT;
                case TLS -> ChannelFailure.TLS;
                case CREDENTIALS -> ChannelFailure.CREDENTIALS;
                case OVERSIZED, BROKEN -> ChannelFailure.OTHER;
            };
            return new ChannelReport.Failed(failure, failed.detail());
        }
        Answer.Ok ok = (Answer.Ok) answer;
        if (ok.isSuccess()) {
            return new ChannelReport.Accepted();
        }
        String said = "HTTP " + ok.status();
        return switch (ok.status() / 100) {
            case 3 ->
                new ChannelReport.Failed(
                        ChannelFailure.REDIRECT, said + ": redirects are not followed; correct stop.http.url");
            case 4 -> new ChannelReport.Failed(ChannelFailure.REFUSAL, said);
            case 5 -> new ChannelReport.Failed(ChannelFailure.BROKEN, said);
            default -> new ChannelReport.Failed(ChannelFailure.OTHER, said);
        };
    }
}
