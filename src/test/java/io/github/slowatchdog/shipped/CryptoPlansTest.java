package io.github.slowatchdog.shipped;

import io.github.slowatchdog.servers.Executable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The crypto system before, on paper, and a day after it went live (seed 003). */
class CryptoPlansTest {

    private static final String LIVE = "config/crypto/live.kraken.crypto.global.yaml";
    private static final String STORE = "data/artifacts/crypto/kraken_global/models/";

    private final FakeSystem servers = FakeSystem.start()
            .page("/0/public/SystemStatus", "{\"result\": {\"status\": \"online\"}}")
            .page("/health", "{}");

    @TempDir
    Path repo;

    @BeforeEach
    void checkout() throws IOException {
        write(
                "config/crypto/paper.kraken.crypto.global.yaml",
                "SCOPE: paper_kraken_crypto_global\nroot: kraken_global\n");
        write(LIVE, """
                SCOPE: live_kraken_crypto_global
                root: kraken_global
                APPROVED_MODEL_PATH: approved_model.json
                VERIFY_MODEL_INTEGRITY: true
                KRAKEN_API_TIER: pro
                """);
        for (String directory : new String[] {"artifacts", "logs", "datasets", "ledger"}) {
            Files.createDirectories(repo.resolve("data/" + directory + "/crypto/kraken_global"));
        }
        write("crypto/artifacts/__init__.py", "class CryptoArtifactStore:\n  assert root\n  hashlib.sha256\n");
        StringBuilder symbols = new StringBuilder();
        for (char letter = 'A'; letter < 'K'; letter++) {
            symbols.append("'XX").append(letter).append("ZUSD'\n");
        }
        write("crypto/universe/__init__.py", symbols.toString());
        write("crypto/scheduling/__init__.py", "03:00 05:00\nclass TradingState:\n");
        write("crypto/ml_pipeline/__init__.py", """
                INTEGRITY_CHECK SCHEMA_CHECK OOS_METRICS RISK_CHECKS is_training_allowed is_trading_allowed
                """);
        write("broker/kraken/__init__.py", """
                class KrakenAdapter
                class OrderStatus
                def get_balances
                def submit_market_order
                def get_positions
                """);
        write("CRYPTO_README.md", "line\n".repeat(2501));
        write("CRYPTO_TESTING_GUIDE.md", "line\n".repeat(301));
        write("tools/crypto/rollback_model.py", "approvals.jsonl");
        script("run_live_kraken_crypto.sh", "KRAKEN_API_KEY KRAKEN_API_SECRET");
        script("python", "echo '--confirm'");
        script("docker", "echo sha256:4711");
        write("secrets/api-key", "k");
        write("secrets/api-secret", "s");
    }

    @AfterEach
    void close() {
        servers.close();
    }

    private Path write(String file, String text) throws IOException {
        Files.createDirectories(repo.resolve(file).getParent());
        return Files.writeString(repo.resolve(file), text);
    }

    private void script(String file, String text) throws IOException {
        Executable.script(repo.resolve(file), text);
    }

    private ShippedPlan preflight() {
        return ShippedPlan.of("crypto-preflight")
                .with("--state", repo.resolve("state.json"))
                .var("repo", repo)
                .var("python", repo.resolve("python"))
                .var("docker", repo.resolve("docker"))
                .var("tests", "echo '76 passed in 3s'")
                .var("credentials", repo.resolve("secrets"))
                .var("exchange_url", servers.url())
                .var("swing_url", servers.url());
    }

    @Test
    void all_in_order_before() {
        preflight().passes();
    }

    @Test
    void each_thing_that_is_not_has_its_line() throws IOException {
        write("crypto/artifacts/__init__.py", "class CryptoArtifactStore:\n  root = 'swing'\n");
        write(LIVE, Files.readString(repo.resolve(LIVE)).replace("approved_model.json", "candidates/new.json"));
        write("secrets/api-secret", "");
        preflight()
                .var("tests", "echo '75 passed, 1 failed'")
                .fails(
                        "the tests pass, quickly: stdout: expected to have",
                        "nothing of it names the swing system: exit: expected == 1, is 0",
                        "the store guards and hashes its artifacts: exit",
                        "live reads the approved model only: exit",
                        "credentials are there: exit");
    }

    @Test
    void the_paper_container() throws IOException {
        paper("starting\\nready\\n").passes();
        paper("starting\\nERROR no feed\\nready\\n").fails("the log says so, and has no errors", "ERROR no feed");
    }

    private ShippedPlan paper(String said) throws IOException {
        Path log = write("paper.log", "");
        return ShippedPlan.of("crypto-paper")
                .with("--env", "dev")
                .var("start", "printf '" + said + "' >> " + log)
                .var("stop", "true")
                .var("scope", "echo paper_kraken_crypto_global")
                .var("data", "echo models candidates")
                .var("log_file", log)
                .var("watch", "1s");
    }

    @Test
    void a_day_after() throws IOException {
        write(STORE + "approved_model.json", "{}");
        String digest = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"; // of {}
        write(STORE + "approvals.jsonl", "{\"model\": \"" + digest + "\", \"by\": \"ann\"}\n");
        after("T03:10:00Z training started").passes();
        after("T12:10:00Z training started").fails("it trained between three and five: log");
        write(STORE + "approved_model.json", "{\"other\": 1}");
        write(STORE + "approvals.jsonl", "{\"model\": \"" + digest + "\"}\n");
        after("T03:10:00Z training started")
                .fails(
                        "the model in use was approved: exit: expected == 0, is 1",
                        "every promotion and rollback names a person: exit: expected == 1, is 0");
    }

    private ShippedPlan after(String training) throws IOException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Path log = write("live.log", Instant.now() + " trade BTC/USD\n" + today + training + "\n");
        return ShippedPlan.of("crypto-after")
                .var("repo", repo)
                .var("log_file", log)
                .var("since", "48h");
    }
}
