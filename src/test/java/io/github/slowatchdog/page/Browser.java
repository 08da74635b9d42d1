package io.github.slowatchdog.page;

import io.github.slowatchdog.servers.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real Chromium without a window, with a profile of its own below {@code target}. */
public final class Browser implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    /** Long enough for a busy machine; nothing is asserted about how long things take. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** A missing Chromium fails the test, and says how to get it. */
    public static Browser start() throws IOException {
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver", "chromium-driver"))
                .usingAnyFreePort()
                .build();
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        Path profile = Files.createTempDirectory(Files.createDirectories(Path.of("target/chromium")), "profile")
                .toAbsolutePath();
        ChromeOptions options = new ChromeOptions()
                .setBinary(program("chromium", "chromium"))
                .addArguments(
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--force-device-scale-factor=1",
                        "--user-data-dir=" + profile);
        options.setCapability("goog:loggingPrefs", logs);
        Files.createDirectories(SCREENSHOTS);
        ChromeDriver driver = new ChromeDriver(service, options);
        // a test JVM that dies must not leave a browser behind
        Runtime.getRuntime().addShutdownHook(new Thread(driver::quit));
        return new Browser(driver);
    }

    private static File program(String name, String debianPackage) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(directory -> new File(directory, name))
                .filter(File::canExecute)
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + name
                        + " on PATH, and the page is tested in a real browser; install it (Debian: apt-get install "
                        + debianPackage + "), or run bin/test, which does"));
    }

    public void open(String url) {
        driver.get(url);
    }

    public String title() {
        return Objects.requireNonNull(driver.getTitle());
    }

    /** The text of the first element that matches, as a person sees it; empty if there is none, or it is not to be seen. */
    public String text(String css) {
        try {
            List<WebElement> found = driver.findElements(By.cssSelector(css));
            return found.isEmpty() || !found.get(0).isDisplayed()
                    ? ""
                    : found.get(0).getText();
        } catch (StaleElementReferenceException e) {
            return text(css); // a newer page has taken its place just now
        }
    }

    public int count(String css) {
        return driver.findElements(By.cssSelector(css)).size();
    }

    /** A page that is just being replaced by a newer one may have fewer for a moment. */
    public void awaitCount(String css, int wanted) {
        ServerProcess.await(wanted + " of " + css, PATIENCE, () -> count(css) == wanted);
    }

    public void awaitText(String css, String part) {
        awaitText(css, part, text -> text.contains(part));
    }

    public void awaitText(String css, String what, Predicate<String> wanted) {
        ServerProcess.await(css + " says " + what, PATIENCE, () -> wanted.test(text(css)));
    }

    public void click(String css) {
        driver.findElement(By.cssSelector(css)).click();
    }

    public void type(String css, CharSequence... keys) {
        WebElement field = driver.findElement(By.cssSelector(css));
        if (!"checkbox".equals(field.getDomAttribute("type"))) {
            field.clear();
        }
        field.sendKeys(keys);
    }

    /** What a script in the page returns. */
    public Object run(String script) {
        return Objects.requireNonNull(driver.executeScript(script), script);
    }

    /** What browsers show as errors: of scripts, of the policy, of what could not be fetched. */
    public List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Width of a window, colours, and whether scripts run, from the next page on. */
    public void become(int width, boolean dark, boolean scripts) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !scripts));
    }

    /** The whole page, also what is below the window, as {@code target/screenshots/NAME.png}. */
    public void shoot(String name) throws IOException {
        Map<String, Object> shot = driver.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        Files.write(SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(shot.get("data"))));
    }

    /** What axe-core finds against WCAG 2.1 AA and good practice, one line each. */
    @SuppressWarnings("unchecked")
    public List<String> accessibilityTroubles() {
        driver.executeScript(AXE);
        Object found = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})
                  .then(all => done(all.violations.map(one => one.id + ': ' + one.help + ': '
                      + one.nodes.map(node => node.target.join(' ') + ' ' + node.failureSummary).join('; '))))
                  .catch(e => done(['axe failed: ' + e]));
                """);
        return (List<String>) Objects.requireNonNull(found);
    }

    private static final String AXE = axe();

    private static String axe() {
        try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(in, "axe.min.js").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
