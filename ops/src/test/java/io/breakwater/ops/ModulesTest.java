package io.breakwater.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/// What the modules' poms say of each other.
class ModulesTest {
    private static final Path ROOT = Path.of(System.getProperty("breakwater.root"));
    private static final String OWN = "breakwater-";
    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    private record Dependency(String artifact, String scope) {
        private boolean runs() {
            return !scope.equals("test") && !scope.equals("provided");
        }
    }

    @Test
    void no_module_needs_the_deploy_test() throws Exception {
        List<String> need = new ArrayList<>();
        for (String module : modules()) {
            if (dependencies(module).stream().anyMatch(each -> each.artifact().equals(OWN + "deploy-test"))) {
                need.add(module);
            }
        }
        assertThat(modules()).contains("deploy-test", "ops").hasSizeGreaterThan(10);
        assertThat(need).isEmpty();
    }

    /// An operator's command line has neither the functions nor what plays Bedrock.
    @Test
    void the_operators_commands_run_without_functions_and_without_simulation() throws Exception {
        assertThat(atRunTime("ops")).containsExactly("adapters", "config-files", "core", "demo", "iam", "ops");
        for (String module : atRunTime("ops")) {
            assertThat(dependencies(module))
                    .as(module)
                    .extracting(Dependency::artifact)
                    .doesNotContain("aws-lambda-java-core");
            assertThat(handlers(module)).as(module).isEmpty();
        }
        assertThat(handlers("cleanup")).isNotEmpty();
    }

    /// The project's modules with which a module runs, and itself.
    private static Set<String> atRunTime(String module) throws Exception {
        Set<String> found = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(module));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (found.add(next)) {
                dependencies(next).stream()
                        .filter(Dependency::runs)
                        .map(Dependency::artifact)
                        .filter(artifact -> artifact.startsWith(OWN))
                        .forEach(artifact -> open.push(artifact.substring(OWN.length())));
            }
        }
        return found;
    }

    private static List<Path> handlers(String module) throws IOException {
        List<Path> handlers = new ArrayList<>();
        try (Stream<Path> files = Files.find(
                ROOT.resolve(module + "/src/main/java"),
                12,
                (file, _) -> file.toString().endsWith(".java"))) {
            for (Path file : files.toList()) {
                if (Files.readString(file).contains("com.amazonaws.services.lambda.runtime.Request")) {
                    handlers.add(file);
                }
            }
        }
        return handlers;
    }

    private static List<String> modules() throws Exception {
        return nodes("pom.xml", "/project/modules/module | /project/profiles/profile/modules/module").stream()
                .map(Node::getTextContent)
                .toList();
    }

    private static List<Dependency> dependencies(String module) throws Exception {
        List<Dependency> dependencies = new ArrayList<>();
        for (Node each : nodes(
                module + "/pom.xml",
                "/project/dependencies/dependency | /project/profiles/profile/dependencies/dependency")) {
            dependencies.add(new Dependency(XPATH.evaluate("artifactId", each), XPATH.evaluate("scope", each)));
        }
        return dependencies;
    }

    private static List<Node> nodes(String pom, String path) throws Exception {
        NodeList found = (NodeList) XPATH.evaluate(
                path,
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(ROOT.resolve(pom).toFile()),
                XPathConstants.NODESET);
        return IntStream.range(0, found.getLength()).mapToObj(found::item).toList();
    }
}
