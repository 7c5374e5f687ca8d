package io.breakwater.surface;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// `docs/openapi.yaml` is compared with the table of what is served.
class OpenApiFileTest {
    private static final Path DOCS = Path.of(System.getProperty("breakwater.root"), "docs");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final Pattern CALL = Pattern.compile("(GET|PUT|POST|DELETE) (/admin/\\S+)");

    private static JsonNode file;

    @BeforeAll
    static void read() throws IOException {
        file = new YAMLMapper().readTree(Files.readString(DOCS.resolve("openapi.yaml")));
    }

    @Test
    void every_path_and_method_of_the_file_is_served_and_every_served_one_is_in_the_file() {
        assertThat(written()).isEqualTo(served(Operation.all()));
    }

    /// The calls of `admin-api.txt` are made over the gateway's socket by `ApiNamesTest`.
    @Test
    void what_operators_may_call_is_what_the_operators_api_answered() throws IOException {
        Set<String> answered = Files.readAllLines(DOCS.resolve("public-names/admin-api.txt")).stream()
                .filter(line -> CALL.matcher(line).matches() && !line.endsWith("(unknown)"))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> callable = Stream.of(AdminOperation.values())
                .map(OpenApiFileTest::called)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(callable).isEqualTo(answered);
    }

    private static String called(Operation operation) {
        return operation.method() + " "
                + Pattern.compile("\\{(\\w+)}")
                        .matcher(operation.path())
                        .replaceAll(name -> name.group(1).toUpperCase(Locale.ROOT));
    }

    @Test
    void operations_have_ids_of_their_own() {
        List<String> ids = operations()
                .map(operation -> operation.getValue().path("operationId").asText())
                .toList();

        assertThat(ids).doesNotHaveDuplicates().doesNotContain("");
    }

    @Test
    void what_a_path_has_in_braces_is_a_parameter() {
        file.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .forEach(operation -> assertThat(parameters(path.getValue(), operation.getValue()))
                                .as(operation.getKey() + " " + path.getKey())
                                .isEqualTo(braced(path.getKey()))));
    }

    @Test
    void every_reference_leads_to_something() {
        List<JsonNode> references = file.findValues("$ref");

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(referred(reference.asText()).isMissingNode())
                        .as(reference.asText())
                        .isFalse());
    }

    @Test
    void tenants_and_operators_are_told_of_errors_in_their_own_shape() {
        file.path("paths").properties().stream()
                .filter(path -> !path.getKey().equals("/healthz"))
                .forEach(path -> path.getValue().findValues("default").stream()
                        .filter(answer -> answer.has("$ref"))
                        .forEach(answer -> assertThat(answer.path("$ref").asText())
                                .as(path.getKey())
                                .endsWith("/" + errorOf(path.getKey()))));
    }

    private static String errorOf(String path) {
        if (path.startsWith("/admin/")) {
            return "OperatorsError";
        }
        return switch (ClientFamily.of(path)) {
            case OPENAI -> "OpenAiError";
            case BEDROCK -> "BedrockError";
            case ANTHROPIC -> "AnthropicError";
        };
    }

    private static Set<String> parameters(JsonNode path, JsonNode operation) {
        Set<String> names = new HashSet<>();
        Stream.of(path, operation)
                .flatMap(member -> member.path("parameters").valueStream())
                .map(parameter ->
                        parameter.has("$ref") ? referred(parameter.path("$ref").asText()) : parameter)
                .filter(parameter -> parameter.path("in").asText().equals("path"))
                .forEach(parameter -> names.add(parameter.path("name").asText()));
        return names;
    }

    private static Set<String> braced(String path) {
        return Pattern.compile("\\{(\\w+)}")
                .matcher(path)
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toSet());
    }

    private static JsonNode referred(String reference) {
        return file.at(reference.substring(1));
    }

    private static Set<String> written() {
        return file.path("paths").properties().stream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .map(member -> member.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Map.Entry<String, JsonNode>> operations() {
        return file.path("paths")
                .valueStream()
                .flatMap(path -> path.propertyStream().filter(member -> METHODS.contains(member.getKey())));
    }

    private static Set<String> served(List<Operation> operations) {
        return operations.stream()
                .map(operation -> operation.method() + " " + operation.path())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
