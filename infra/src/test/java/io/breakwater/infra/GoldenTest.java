package io.breakwater.infra;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The complete templates of the shipped environments: an unintended change shows in review.
class GoldenTest {

    static Stream<Synthesised> environments() {
        return Stream.of(Synthesised.DEV, Synthesised.PROD);
    }

    @ParameterizedTest
    @MethodSource("environments")
    void templates_are_as_reviewed(Synthesised environment) throws IOException {
        for (Map.Entry<String, JsonNode> template : environment.templates().entrySet()) {
            Golden.holds(environment + "/" + template.getKey() + ".json", template.getValue());
        }
        assertThat(Golden.files(environment.toString()))
                .isEqualTo(environment.templates().keySet().stream()
                        .map(stack -> stack + ".json")
                        .collect(Collectors.toSet()));
    }

    /// A shard in which responses are stored, costs attributed and guardrails applied.
    @Test
    void what_a_shard_is_given_with_everything_on_is_as_reviewed() throws IOException {
        String stack = "breakwater-dev-shard-a-us-east-1";
        Golden.holds(
                "everything/" + stack + ".json",
                requireNonNull(Synthesised.FULL.templates().get(stack)));
    }

    @Test
    void a_difference_is_shown_by_its_path_and_both_values() throws IOException {
        assertThat(Golden.differences(json("{'a':{'b':[1,2],'c':3}}"), json("{'a':{'b':[1,4],'d':3}}")))
                .containsExactly(
                        "/a/b/1: expected 2, got 4", "/a/c: expected 3, got nothing", "/a/d: expected nothing, got 3");
    }

    private static JsonNode json(String text) throws IOException {
        return Synthesised.JSON.readTree(text.replace('\'', '"'));
    }
}
