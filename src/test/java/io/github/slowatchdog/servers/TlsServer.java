package io.github.slowatchdog.servers;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.nio.file.Path;

/** An HTTPS server in this process, on a free port of loopback; ends with its Vert.x. */
public final class TlsServer {

    private TlsServer() {}

    /**
     * Serves.
     *
     * @param certificate with its key beside it
     * @param authority of the certificates that clients may show
     */
    public static URI serve(
            Vertx vertx, Path certificate, Path authority, ClientAuth clients, Handler<HttpServerRequest> handler) {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(certificate.toString())
                        .setKeyPath(Certificates.keyOf(certificate).toString()))
                .setTrustOptions(new PemTrustOptions().addCertPath(authority.toString()))
                .setClientAuth(clients);
        int port = Awaited.result(
                        vertx.createHttpServer(options).requestHandler(handler).listen(0, "127.0.0.1"))
                .actualPort();
        return URI.create("https://127.0.0.1:" + port + "/");
    }
}
