package io.github.slowatchdog.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may know whom: the drawing in docs/architecture.md, as a test. */
@AnalyzeClasses(packages = ArrowsTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {

    static final String ROOT = "io.github.slowatchdog";
    private static final List<String> CORE = List.of("slo", "soak", "stop");
    private static final Set<String> VAGUE = Set.of(
            "util", "utils", "common", "model", "types", "service", "helper", "helpers", "impl", "manager", "misc",
            "base");

    /** Of our own packages, what each may see beside itself; `cli` sees everything and is seen by nothing. */
    private static final Map<String, Set<String>> MAY_SEE = Map.ofEntries(
            Map.entry("slo", Set.of()),
            Map.entry("soak", Set.of("slo")),
            Map.entry("stop", Set.of("soak", "slo")),
            Map.entry("watch", Set.of("slo", "soak", "stop")),
            Map.entry("config", Set.of("slo", "soak", "stop")),
            Map.entry("client", Set.of("slo", "config")),
            Map.entry("prometheus", Set.of("slo", "soak", "stop", "watch", "config", "client")),
            Map.entry("bot", Set.of("slo", "soak", "stop", "watch", "config", "client")),
            Map.entry("redis", Set.of("slo", "soak", "stop", "watch", "config")),
            Map.entry("alertmanager", Set.of("slo", "soak", "stop", "watch", "config", "client")),
            Map.entry("grafana", Set.of("slo", "soak", "stop", "watch", "config", "client")),
            Map.entry("journal", Set.of("slo", "soak", "stop", "watch")),
            Map.entry("log", Set.of("slo", "soak", "stop", "watch", "config")),
            Map.entry("metrics", Set.of("slo", "soak", "stop", "watch")),
            Map.entry("html", Set.of()),
            Map.entry("page", Set.of("slo", "soak", "stop", "watch", "config", "html")),
            Map.entry("http", Set.of("slo", "soak", "stop", "watch", "config", "client", "metrics", "page")),
            Map.entry("report", Set.of("slo", "journal", "plan", "html")),
            Map.entry("promql", Set.of("slo")),
            Map.entry("imports", Set.of("slo", "config", "promql")),
            Map.entry(
                    "preflight",
                    Set.of("slo", "soak", "stop", "watch", "config", "client", "promql", "prometheus", "bot", "redis")),
            Map.entry("plan", Set.of("slo", "watch", "config", "client")),
            Map.entry("replay", Set.of("slo", "soak", "stop", "watch", "config")));

    @ArchTest
    static void everyPackageSeesOnlyWhatItMay(JavaClasses classes) {
        for (String name : packages(classes)) {
            if (name.equals("cli")) {
                continue;
            }
            assertThat(MAY_SEE)
                    .as("the package %s has no place in the drawing: docs/architecture.md and this test", name)
                    .containsKey(name);
            Stream<String> seen = Stream.concat(Stream.of(name), MAY_SEE.getOrDefault(name, Set.of()).stream());
            String[] allowed = seen.map(other -> ROOT + "." + other + "..").toArray(String[]::new);
            classes()
                    .that()
                    .resideInAPackage(ROOT + "." + name + "..")
                    .should()
                    .onlyDependOnClassesThat(resideInAnyPackage(allowed)
                            .or(com.tngtech.archunit.base.DescribedPredicate.not(resideInAPackage(ROOT + ".."))))
                    .because("these are the arrows of docs/architecture.md")
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule nothingSeesTheCommands = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".cli..");

    @ArchTest
    static final ArchRule theCoreKnowsOnlyJavaAndLinearRegularExpressions = classes()
            .that()
            .resideInAnyPackage(core())
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(Stream.concat(
                            Arrays.stream(core()),
                            Stream.of(
                                    "java.lang..",
                                    "java.util",
                                    "java.util.function",
                                    "java.util.regex",
                                    "java.util.stream",
                                    "java.time..",
                                    "java.math",
                                    "java.net",
                                    "com.google.re2j",
                                    "org.jspecify.annotations"))
                    .toArray(String[]::new))
            .because("the core has no I/O, no logger and no thread");

    /** A probe names an address; nothing is opened with it. */
    @ArchTest
    static final ArchRule theCoreTalksToNobody = noClasses()
            .that()
            .resideInAnyPackage(core())
            .should()
            .dependOnClassesThat(resideInAPackage("java.net")
                    .and(com.tngtech.archunit.base.DescribedPredicate.not(
                            com.tngtech.archunit.core.domain.JavaClass.Predicates.type(java.net.URI.class))));

    @ArchTest
    static final ArchRule theCoreHasNoClock = noClasses()
            .that()
            .resideInAnyPackage(core())
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class)
            .because("time is an argument, so that 48 hours replay in milliseconds");

    @ArchTest
    static final ArchRule theLoopKnowsVertxCoreAndNoOtherOutsideThing = classes()
            .that()
            .resideInAPackage(ROOT + ".watch..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(Stream.concat(
                            Arrays.stream(core()),
                            Stream.of(ROOT + ".watch..", "java..", "io.vertx.core", "org.jspecify.annotations"))
                    .toArray(String[]::new));

    @ArchTest
    static final ArchRule noCircles =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static void noPackageIsNamedForNothing(JavaClasses classes) {
        Set<String> names = classes.stream()
                .flatMap(one -> Arrays.stream(one.getPackageName().split("\\.", -1)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(names).doesNotContainAnyElementsOf(VAGUE);
    }

    @ArchTest
    static void everyPackageSaysWhatItIsForAndAllowsNoNull(JavaClasses classes) throws IOException {
        for (JavaPackage one : classes.getPackage(ROOT).getSubpackagesInTree()) {
            if (one.getClasses().isEmpty()) {
                continue;
            }
            Path file = Path.of("src/main/java", one.getName().replace('.', '/'), "package-info.java");
            assertThat(file).exists();
            assertThat(Files.readString(file)).startsWith("/**").contains("@NullMarked");
        }
    }

    private static Set<String> packages(JavaClasses classes) {
        return classes.stream()
                .map(one -> one.getPackageName().substring(ROOT.length()))
                .filter(rest -> !rest.isEmpty())
                .map(rest -> rest.substring(1).split("\\.", -1)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String[] core() {
        return CORE.stream().map(name -> ROOT + "." + name + "..").toArray(String[]::new);
    }
}
