package io.github.slowatchdog.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slowatchdog.plan.PlanReport;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** The evidence of a plan, letter by letter. Run with {@code -Dgolden=rewrite} to write it anew, and read the difference. */
class PlanGoldenTest {

    private static void check(String name, PlanReport report) throws IOException {
        Golden.check(Map.of(
                name + ".md", MarkdownReport.of(report),
                name + ".html", HtmlReport.of(report),
                name + ".json", PlanJson.of(report),
                name + ".xml", JunitReport.of(report)));
    }

    @Test
    void aDeployment() throws IOException {
        check("plan-deployment", PlanReports.deployment());
    }

    @Test
    void trouble() throws IOException {
        check("plan-trouble", PlanReports.trouble());
    }

    @Test
    void foreignTextStaysText() {
        PlanReport report = PlanReports.trouble();
        assertThat(HtmlReport.of(report))
                .doesNotContain("<script")
                .doesNotContain("\u202e")
                .doesNotContain("\u0007");
        assertThat(MarkdownReport.of(report))
                .doesNotContain("<script")
                .doesNotContain("**bold**")
                .doesNotContain("[x](http");
    }

    @Test
    void whatJunitReadersCount() throws Exception {
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(JunitReport.of(PlanReports.trouble()))))
                .getDocumentElement();
        assertThat(suite.getTagName()).isEqualTo("testsuite");
        assertThat(suite.getAttribute("tests")).isEqualTo("6");
        assertThat(suite.getElementsByTagName("failure").getLength())
                .isEqualTo(Integer.parseInt(suite.getAttribute("failures")))
                .isEqualTo(1);
        assertThat(suite.getElementsByTagName("error").getLength())
                .isEqualTo(Integer.parseInt(suite.getAttribute("errors")))
                .isEqualTo(1);
        assertThat(suite.getElementsByTagName("skipped").getLength())
                .isEqualTo(Integer.parseInt(suite.getAttribute("skipped")))
                .isEqualTo(2);
    }
}
